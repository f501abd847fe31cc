import type { ResolveReferences } from '@stoa/subgraph-kit';
import type { Context } from './context.ts';
import { wasListed } from './domain/access.ts';
import { sees } from './resolvers/visible.ts';

/** How entities of this domain are loaded by their keys, one batch per type. Shop is only extended here. */
export const references: Readonly<Record<string, ResolveReferences<Context>>> = {
  Product: async (representations, context) => {
    const found = await context.loaders.product.loadMany(representations.map(({ id }) => id));
    return Promise.all(
      found.map(async (one) => {
        if (one instanceof Error || one === null) return one;
        return (await sees(context, one, wasListed)) ? one.product : null;
      }),
    );
  },
  ProductVariant: async (representations, context) => {
    const found = await context.loaders.productOfVariant.loadMany(representations.map(({ id }) => id));
    return Promise.all(
      found.map(async (one, index) => {
        if (one instanceof Error || one === null) return one;
        const variant = one.product.variants.find(({ id }) => id === representations[index]?.id);
        return variant && (await sees(context, one, wasListed)) ? { product: one.product, variant } : null;
      }),
    );
  },
  Category: (representations, { loaders }) => loaders.category.loadMany(representations.map(({ id }) => id)),
};
