/** Random choices that are the same for the same seed (mulberry32), so that a failing sequence can be run again. */
export const randomFrom = (seed: number) => {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (below: number) => Math.floor(next() * below);
  return {
    integer,
    /** One of them; undefined of none. */
    maybe: <Item>(items: readonly Item[]): Item | undefined => items[integer(items.length)],
    pick: <Item>(items: readonly Item[]): Item => items[integer(items.length)] as Item,
  };
};
