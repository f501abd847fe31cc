import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until the condition holds. @throws after 20 s, naming what was waited for. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await sleep(5);
  }
};

/** A place that lets everybody go once `size` have come. */
export const aBarrier = (size: number): (() => Promise<void>) => {
  const open = Promise.withResolvers<undefined>();
  let come = 0;
  return async () => {
    come += 1;
    if (come >= size) open.resolve(undefined);
    await open.promise;
  };
};
