/** A fault that passes: whoever meets it tries again later instead of giving up or changing anything. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
// PostgreSQL error classes: 08 connection, 53 resources, 57P operator intervention, 40 rollback, 55P03 lock not available.
const PASSING_SQLSTATE = /^(08...|53...|57P0.|57014|40001|40P01|55P03|25P03)$/;
// Prisma: not reachable, timed out, closed, no free connection, transaction ended, write conflict.
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034']);
// pg reports these without a code; the last is what a client says that noticed its end before it was asked.
const PG_MESSAGE = /Connection terminated|timeout exceeded when trying to connect|is not queryable/;

/** True for lost connections, timeouts, contention and everything thrown as TransientError, also beneath another error. */
export const isTransient = (error: unknown): boolean => {
  if (error instanceof TransientError) return true;
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, meta } = error as Fault;
  if (code !== undefined && isPassing(code)) return true;
  // Prisma keeps what PostgreSQL said in its driver adapter's error.
  return PG_MESSAGE.test(message ?? '') || isTransient(cause) || isTransient(meta?.driverAdapterError?.cause);
};

const isPassing = (code: string) => NETWORK.has(code) || PRISMA.has(code) || PASSING_SQLSTATE.test(code);

interface Fault {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: unknown } };
}
