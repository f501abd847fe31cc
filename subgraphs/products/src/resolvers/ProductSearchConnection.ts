import type { ProductSearchConnectionResolvers } from '../generated/resolvers-types.ts';
import { facetsOf } from './facets.ts';

export const ProductSearchConnection: ProductSearchConnectionResolvers = {
  totalCount: async ({ question }, _, { loaders }) =>
    (await loaders.tally.load(question)).find(({ kind }) => kind === 'count')?.count ?? null,
  filters: async ({ question }, _, { loaders }) => facetsOf(await loaders.tally.load(question), question),
};
