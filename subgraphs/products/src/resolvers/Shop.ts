import { connectionOf, pageRequest, type PageRequest } from '@stoa/subgraph-kit';
import type { Context } from '../context.ts';
import { seesAll } from '../domain/access.ts';
import { NO_FILTERS } from '../domain/search.ts';
import type { ShopResolvers } from '../generated/resolvers-types.ts';
import { searchConnection } from './search.ts';
import { productsOf } from './visible.ts';

export const Shop: ShopResolvers = {
  products: async ({ id }, page, context) => {
    const isInside = seesAll(context.caller) || (await context.loaders.shopIds()).includes(id);
    return isInside ? everything(context, id, pageRequest(page)) : published(context, id, page);
  },
};

async function everything(context: Context, shopId: string, page: PageRequest) {
  const { cursor, limit, direction } = page;
  const ids = await context.loaders.shopPage.load({ shopId, cursor: cursor?.[0], limit, direction });
  const products = await productsOf(context, ids);
  return { ...connectionOf(products, page, ({ id }) => [id]), count: () => context.loaders.shopCount.load(shopId) };
}

async function published(context: Context, shopId: string, page: Parameters<typeof pageRequest>[0]) {
  const question = { words: null, categoryPath: [], filters: { ...NO_FILTERS, shopIds: [shopId] } };
  const found = await searchConnection(context, question, 'NEWEST', page);
  const count = async () => {
    const tallies = await context.loaders.tally.load(question);
    return tallies.find(({ kind }) => kind === 'count')?.count ?? 0;
  };
  return { ...found, count };
}
