import type { GraphClient } from '../../../e2e/harness/graph-client.ts';

/** What the operations choose their arguments from. */
export interface World {
  readonly categorySlugs: readonly string[];
  readonly products: readonly WorldProduct[];
  /** Words that find something. */
  readonly words: readonly string[];
  readonly filters: readonly (readonly object[])[];
  readonly carts: readonly Owned[];
  readonly orders: readonly Owned[];
  /** Signed in, with a history. */
  readonly buyers: readonly GraphClient[];
}

export interface WorldProduct {
  readonly handle: string;
  readonly variantIds: readonly string[];
}

/** Something with the client of who may see it. */
export interface Owned {
  readonly id: string;
  readonly client: GraphClient;
}

/** A number below 2³² that looks random and is the same in each run. Source: the finalizer of MurmurHash3. */
export const mixed = (n: number): number => {
  let hash = Math.imul(n + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** One of them, another for each n. @throws RangeError when there is none. */
export const chosen = <Item>(items: readonly Item[], n: number): Item => {
  const item = items[mixed(n) % items.length];
  if (item === undefined) throw new RangeError('Nothing to choose from');
  return item;
};
