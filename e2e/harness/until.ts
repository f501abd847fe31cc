import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again until the look is truthy. @throws after `timeoutMs` with what was waited for. */
export const until = async <Seen>(
  what: string,
  look: () => Promise<Seen | undefined | null | false>,
  timeoutMs = 20_000,
): Promise<Seen> => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look().catch((error: unknown) => {
      if (Date.now() > end) throw error;
      return undefined;
    });
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(50);
  }
};
