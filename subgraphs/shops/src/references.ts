import type { ResolveReferences } from '@stoa/subgraph-kit';
import type { Context } from './context.ts';
import { mayMeet } from './domain/access.ts';

/** How entities of this domain are loaded by their keys, one batch per type. User is only extended here. */
export const references: Readonly<Record<string, ResolveReferences<Context>>> = {
  Shop: async (representations, { caller, loaders }) => {
    const shops = await loaders.shop.loadMany(representations.map(({ id }) => id));
    return shops.map((shop) => (shop instanceof Error || (shop && mayMeet(caller, shop)) ? shop : null));
  },
};
