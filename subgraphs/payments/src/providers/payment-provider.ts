import type { Money, Result } from '@stoa/kernel';
import type { AttemptReport } from '../domain/record-report.ts';
import type { PaymentMethod } from '../domain/payment.ts';

/**
 * A third party that takes money. It is far away: any call may fail, be answered twice or lose its answer, and then throws a
 * TransientError. Every object is made under our reference, which is its idempotency key and the way to find it again.
 */
export interface PaymentProvider {
  /** The name in the address of its web hooks: `/hooks/<name>`. */
  readonly name: string;
  /** Makes a payment, or gives back the one made earlier under this reference. */
  create(request: CreatePayment): Promise<Result<AttemptReport, ProviderRefusal>>;
  lookUp(reference: string): Promise<AttemptReport | undefined>;
  /** Calls a payment off and says how it stands now: cancelled, or captured when the money was faster. */
  cancel(reference: string): Promise<AttemptReport>;
  /** Gives a part of a captured payment back, or says what became of the refund made earlier under this reference. */
  refund(request: RefundPayment): Promise<RefundReport>;
  lookUpRefund(reference: string): Promise<RefundReport | undefined>;
  /** Where the buyer has to go. It carries a secret and is computed when it is asked for. */
  actionOf(reference: string): { readonly url: string | null; readonly clientSecret: string | null };
  /** Checks a web hook on its raw bytes. Only what passes is stored. */
  verifyWebhook(hook: ReceivedWebhook): Result<{ readonly eventId: string }, WebhookRefusal>;
  /** What a verified web hook says; undefined for kinds of news that nobody here needs. */
  readEvent(body: string): ProviderEvent | undefined;
}

export interface CreatePayment {
  readonly reference: string;
  readonly amount: Money;
  readonly orderNumber: string;
}
export interface RefundPayment {
  readonly reference: string;
  readonly paymentReference: string;
  readonly amount: Money;
}
/** The provider will never make this payment. */
export interface ProviderRefusal {
  readonly kind: 'REFUSED_BY_PROVIDER';
  readonly reason: string;
}
export interface RefundReport {
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly failureReason: string | null;
}
export interface ReceivedWebhook {
  readonly rawBody: Buffer;
  readonly headers: Headers;
  readonly at: Date;
}
export interface WebhookRefusal {
  readonly kind: 'FORGED' | 'OUT_OF_TIME' | 'MALFORMED';
}
export type ProviderEvent =
  | { readonly kind: 'PAYMENT'; readonly reference: string; readonly report: AttemptReport }
  | { readonly kind: 'REFUND'; readonly reference: string; readonly report: RefundReport };

/** Who takes the money for each method that needs somebody. */
export type Providers = Readonly<Record<Exclude<PaymentMethod, 'CASH_ON_DELIVERY'>, PaymentProvider>>;
