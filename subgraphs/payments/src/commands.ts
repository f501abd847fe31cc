import { applyProviderEvents } from './commands/apply-provider-events.ts';
import { askForMoney } from './commands/ask-for-money.ts';
import { closePayment } from './commands/close-payment.ts';
import { collectCash } from './commands/collect-cash.ts';
import { endPayment } from './commands/end-payment.ts';
import { makeDueCalls } from './commands/make-due-calls.ts';
import { openPayment } from './commands/open-payment.ts';
import { placePayment } from './commands/place-payment.ts';
import { requestRefund } from './commands/request-refund.ts';
import { startPayment } from './commands/start-payment.ts';
import { storeProviderEvent } from './commands/store-provider-event.ts';

/** Everything that can happen to a payment. */
export const commands = {
  openPayment,
  askForMoney,
  startPayment,
  closePayment,
  placePayment,
  endPayment,
  collectCash,
  requestRefund,
  makeDueCalls,
  storeProviderEvent,
  applyProviderEvents,
};
