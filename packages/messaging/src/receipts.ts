import type { Failure } from '@stoa/kernel';
import type { ReceiptKey } from './door.ts';
import type { Transaction } from './transaction.ts';

/** What came of a command: the aggregates it left, or the failure it answered. Fields are read live, roots never change. */
export type Outcome =
  { readonly kind: 'done'; readonly ids: readonly string[] } | { readonly kind: 'refused'; readonly failure: Failure };

/** The same idempotency key came with another body: an error of the client's program, so it is thrown. */
export class IdempotencyKeyReused extends Error {
  override readonly name = 'IdempotencyKeyReused';
  constructor() {
    super('This idempotency key was used before with another input.');
  }
}

/** The outcome filed under this receipt, if any. @throws IdempotencyKeyReused */
export const filedOutcome = async (tx: Transaction, receipt: ReceiptKey): Promise<Outcome | undefined> => {
  const { rows } = await tx.query<{ outcome: Outcome; body_hash: string | null }>(
    'SELECT outcome, body_hash FROM receipts WHERE scope = $1 AND key = $2',
    [receipt.scope, receipt.key],
  );
  const filed = rows[0];
  if (!filed) return undefined;
  if (filed.body_hash !== null && receipt.bodyHash !== undefined && filed.body_hash !== receipt.bodyHash)
    throw new IdempotencyKeyReused();
  return filed.outcome;
};

/**
 * Files a receipt in the transaction of its effect. On purpose without ON CONFLICT: one key sent for two rows at once
 * would otherwise take effect twice; the unique violation rolls the second back and it runs once more.
 */
export const fileReceipt = async (tx: Transaction, receipt: ReceiptKey, outcome: Outcome): Promise<void> => {
  await tx.query('INSERT INTO receipts (scope, key, body_hash, outcome) VALUES ($1, $2, $3, $4)', [
    receipt.scope,
    receipt.key,
    receipt.bodyHash ?? null,
    JSON.stringify(outcome),
  ]);
};

/** Replaces the outcome of a receipt that this transaction filed before it knew better. */
export const refileReceipt = async (tx: Transaction, receipt: ReceiptKey, outcome: Outcome): Promise<void> => {
  await tx.query('UPDATE receipts SET outcome = $3 WHERE scope = $1 AND key = $2', [
    receipt.scope,
    receipt.key,
    JSON.stringify(outcome),
  ]);
};
