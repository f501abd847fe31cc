import type { ResolveReferences } from '@stoa/subgraph-kit';
import type { Context } from './context.ts';

/** How entities of this domain are loaded by their keys, one batch per type. Product variants and shops are only extended here. */
export const references: Readonly<Record<string, ResolveReferences<Context>>> = {
  Location: (representations, { loaders }) => loaders.location.loadMany(representations.map(({ id }) => id)),
  InventoryItem: (representations, { loaders }) => loaders.item.loadMany(representations.map(({ id }) => id)),
};
