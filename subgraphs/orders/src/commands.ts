import { awaitPayment } from './commands/await-payment.ts';
import { buyNow } from './commands/buy-now.ts';
import { cancelOrder } from './commands/cancel-order.ts';
import { completeDeliveredOrders } from './commands/complete-delivered-orders.ts';
import { confirmPayment } from './commands/confirm-payment.ts';
import { endClosing } from './commands/end-closing.ts';
import { expireUnpaidOrders } from './commands/expire-unpaid-orders.ts';
import { failPaymentAttempt } from './commands/fail-payment-attempt.ts';
import { failRefund } from './commands/fail-refund.ts';
import { packShipment } from './commands/pack-shipment.ts';
import { placeOrder } from './commands/place-order.ts';
import { recordRefund } from './commands/record-refund.ts';
import { requestRefund } from './commands/request-refund.ts';
import { shipShipment } from './commands/ship-shipment.ts';
import { trackShipment } from './commands/track-shipment.ts';

/** Everything that can happen to an order. */
export const commands = {
  placeOrder,
  buyNow,
  awaitPayment,
  confirmPayment,
  failPaymentAttempt,
  cancelOrder,
  expireUnpaidOrders,
  endClosing,
  packShipment,
  shipShipment,
  trackShipment,
  completeDeliveredOrders,
  requestRefund,
  recordRefund,
  failRefund,
};
