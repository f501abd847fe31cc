/** Settles as `work` does when it is done within `timeoutMs`, rejects otherwise; the work itself is not cancelled. */
export const within = async <T>(timeoutMs: number, what: string, work: Promise<T>): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what}: no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
