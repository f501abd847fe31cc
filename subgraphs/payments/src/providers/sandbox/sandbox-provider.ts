import { err, newId, ok, type Clock } from '@stoa/kernel';
import type { SandboxStore } from '../../persistence/sandbox-store.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { verifySignature } from '../webhook-signature.ts';
import type { PageSecrets } from './page-secrets.ts';
import { eventIdOf, readSandboxEvent, reportOf, reportOfRefund } from './sandbox-event.ts';
import { callOff } from './sandbox-payment.ts';

export const SIGNATURE_HEADER = 'sandbox-signature';

interface SandboxOptions {
  readonly store: SandboxStore;
  readonly clock: Clock;
  readonly secrets: PageSecrets;
  readonly hookSecret: string;
  readonly publicUrl: string;
  /** Whether new payments are taken. */
  readonly isOpen: boolean;
}

/** The built-in provider behind the port: it moves no money, but it has books, pages and web hooks of its own like a real one. */
export const sandboxProvider = ({
  store,
  clock,
  secrets,
  hookSecret,
  publicUrl,
  isOpen,
}: SandboxOptions): PaymentProvider => ({
  name: 'sandbox',
  create: async ({ reference, amount, orderNumber }) => {
    // Whoever has the link approves the payment, so where goods are real nobody may pay so.
    if (!isOpen) return err({ kind: 'REFUSED_BY_PROVIDER', reason: 'SANDBOX_CLOSED' });
    if (amount.amountMinor <= 0) return err({ kind: 'REFUSED_BY_PROVIDER', reason: 'AMOUNT_TOO_SMALL' });
    const payment = await store.create({ reference, id: newId('sbxp'), amount, orderNumber }, clock.now());
    return ok(reportOf(payment));
  },
  lookUp: async (reference) => {
    const payment = await store.find(reference);
    return payment && reportOf(payment);
  },
  cancel: async (reference) => {
    const payment = await store.change(reference, clock.now(), callOff);
    if (!payment) throw new Error(`The sandbox has no payment ${reference}`);
    return reportOf(payment);
  },
  refund: async ({ reference, paymentReference, amount }) =>
    reportOfRefund(await store.refund({ reference, id: newId('sbxr'), paymentReference, amount }, clock.now())),
  lookUpRefund: async (reference) => {
    const refund = await store.findRefund(reference);
    return refund && reportOfRefund(refund);
  },
  actionOf: (reference) => ({
    url: `${publicUrl}/pay/${reference}?s=${secrets.secretOf(reference)}`,
    clientSecret: null,
  }),
  verifyWebhook: ({ rawBody, headers, at }) => {
    const signed = verifySignature(hookSecret, { body: rawBody, header: headers.get(SIGNATURE_HEADER), at });
    if (!signed.ok) return signed;
    const eventId = eventIdOf(rawBody.toString('utf8'));
    return eventId === undefined ? err({ kind: 'MALFORMED' }) : ok({ eventId });
  },
  readEvent: readSandboxEvent,
});
