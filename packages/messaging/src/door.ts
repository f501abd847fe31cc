import type { Caller } from '@stoa/kernel';
import type { Transaction } from './transaction.ts';

/**
 * How a command came in: who, when, because of what, and the receipt that makes doing it twice harmless.
 * A mutation's receipt is its idempotency key, a web hook's the provider's event id, a timer's its due time;
 * an event's is filed by the inbox, whose open transaction is `tx`.
 */
export interface Door {
  readonly caller: Caller;
  /** The command's time: now for a mutation, `occurredAt` for an event. UTC. */
  readonly at: Date;
  readonly receipt?: ReceiptKey;
  readonly tx?: Transaction;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  /** When the caller stops waiting; what is asked on the way inherits it. */
  readonly deadline?: Date;
  readonly signal?: AbortSignal;
}

export interface ReceiptKey {
  /** Caller and mutation, `hook:<provider>`, or `job:<name>`. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 (hex) of the input: the same key with another body is an error. */
  readonly bodyHash?: string;
}
