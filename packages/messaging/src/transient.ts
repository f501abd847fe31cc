/** A fault that passes: whoever meets it tries again later instead of giving up or changing anything. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
// PostgreSQL error classes: 08 connection, 53 resources, 57P operator intervention, 40 rollback, 55P03 lock not available.
const PASSING_SQLSTATE = /^(08...|53...|57P0.|57014|40001|40P01|55P03|25P03)$/;

/** True for lost connections, timeouts, contention and everything thrown as TransientError. */
export const isTransient = (error: unknown): boolean => {
  if (error instanceof TransientError) return true;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code !== undefined && (NETWORK.has(code) || PASSING_SQLSTATE.test(code))) return true;
  // pg reports these two without a code.
  return /Connection terminated|timeout exceeded when trying to connect/.test(message ?? '');
};
