/** Does something with each item, `atMost` at a time, and tells after each how many are done. */
export const severalAtOnce = async <Item>(
  items: readonly Item[],
  { atMost, each, after }: { atMost: number; each: (item: Item) => Promise<void>; after: (count: number) => unknown },
): Promise<void> => {
  const queue = items.values();
  let done = 0;
  const work = async () => {
    // One iterator for all: each item is taken once.
    for (const item of queue) {
      await each(item);
      done += 1;
      after(done);
    }
  };
  await Promise.all(Array.from({ length: atMost }, work));
};
