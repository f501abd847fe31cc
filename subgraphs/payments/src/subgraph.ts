import { defineSubgraph, type Ground } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { askForMoneyWhenOrderAwaitsPayment } from './events/ask-for-money-when-order-awaits-payment.ts';
import { closePaymentWhenCancelRequested } from './events/close-payment-when-cancel-requested.ts';
import { collectCashWhenOrderDelivered } from './events/collect-cash-when-order-delivered.ts';
import { endPaymentWhenOrderCancelled } from './events/end-payment-when-order-cancelled.ts';
import { endPaymentWhenOrderExpired } from './events/end-payment-when-order-expired.ts';
import { openPaymentWhenOrderSubmitted } from './events/open-payment-when-order-submitted.ts';
import { placePaymentWhenOrderPlaced } from './events/place-payment-when-order-placed.ts';
import { refundWhenRefundRequested } from './events/refund-when-refund-requested.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { receiveWebhook } from './http/receive-webhook.ts';
import { sandboxPage } from './http/sandbox-page.ts';
import { applyProviderEvents } from './jobs/apply-provider-events.ts';
import { callProvider } from './jobs/call-provider.ts';
import { deliverSandboxHooks } from './jobs/deliver-sandbox-hooks.ts';
import { reconcilePayments } from './jobs/reconcile-payments.ts';
import { settleSandboxPayments } from './jobs/settle-sandbox-payments.ts';
import { ledgerReader } from './persistence/ledger-reader.ts';
import { paymentLoaders } from './persistence/loaders.ts';
import { paymentRepository } from './persistence/payment-repository.ts';
import { providerCalls } from './persistence/provider-calls.ts';
import { providerEvents } from './persistence/provider-events.ts';
import { sandboxStore } from './persistence/sandbox-store.ts';
import type { PaymentProvider } from './providers/payment-provider.ts';
import { pageSecrets } from './providers/sandbox/page-secrets.ts';
import { paymentEvent, refundEvent } from './providers/sandbox/sandbox-event.ts';
import { sandboxProvider } from './providers/sandbox/sandbox-provider.ts';
import { sandbox } from './providers/sandbox/sandbox.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';
import { settings } from './settings.ts';

/** The road to a provider; a test puts holes in it. */
type Road = (provider: PaymentProvider) => PaymentProvider;

/** Payments takes money for orders and gives it back. The order decides; this knows what moved. */
export const paymentsOver = (road: Road) =>
  defineSubgraph({
    name: 'payments',
    directory: import.meta.dirname,
    database: (adapter) => new PrismaClient({ adapter }),
    settings,
    rooms: roomsOver(road),
    commands,
    resolvers,
    loaders: paymentLoaders,
    hears: [
      openPaymentWhenOrderSubmitted,
      askForMoneyWhenOrderAwaitsPayment,
      closePaymentWhenCancelRequested,
      placePaymentWhenOrderPlaced,
      endPaymentWhenOrderCancelled,
      endPaymentWhenOrderExpired,
      collectCashWhenOrderDelivered,
      refundWhenRefundRequested,
    ],
    jobs: [callProvider, applyProviderEvents, reconcilePayments, deliverSandboxHooks, settleSandboxPayments],
    http: [receiveWebhook, ...sandboxPage],
  });

const roomsOver =
  (road: Road) =>
  ({
    db,
    pool,
    clock,
    log,
    settings: { publicUrl, sandboxSecret, pageSecret, sandbox: given, environment },
  }: Ground<PrismaClient, typeof settings>): Rooms => {
    const elsewhere = {
      store: sandboxStore(pool, { paymentEvent, refundEvent }),
      clock,
      secrets: pageSecrets(pageSecret),
      hookSecret: sandboxSecret,
      isOpen: (given ?? (environment === 'production' ? 'closed' : 'open')) === 'open',
      publicUrl,
      log,
    };
    return {
      payments: paymentRepository(pool),
      ledger: ledgerReader(db),
      calls: providerCalls(pool),
      providerEvents: providerEvents(pool),
      providers: { SANDBOX: road(sandboxProvider(elsewhere)) },
      sandbox: sandbox(elsewhere),
      log,
    };
  };

export const payments = paymentsOver((provider) => provider);
