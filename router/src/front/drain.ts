import type { Server } from 'node:http';

/** Lets a server finish what it has begun, at most `timeoutMs`, then cuts what is left. */
export const drainServer = async (server: Server, timeoutMs: number): Promise<void> => {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept connection falls idle after its last answer, and would hold us until its client lets go.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(timer);
  clearInterval(sweep);
};

const SWEEP_MS = 50;
