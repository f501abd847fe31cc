import type { ResolveReferences } from '@stoa/subgraph-kit';
import type { Context } from './context.ts';

/** How entities of this domain are loaded by their keys, one batch per type. */
export const references: Readonly<Record<string, ResolveReferences<Context>>> = {
  User: (representations, { loaders }) => loaders.account.loadMany(representations.map(({ id }) => id)),
};
