import { connectionOf, codedError, pageRequest, type PageArguments } from '@stoa/subgraph-kit';
import type { Context } from '../context.ts';
import type { SearchQuestion, SearchSort } from '../domain/search.ts';
import type { SearchRow } from '../persistence/product-search.ts';
import type { SearchPage } from '../persistence/search-sql.ts';
import { productsOf } from './visible.ts';

/**
 * A page of found products. Words that no product has are put right when nothing was found for them, and searched again.
 */
export const searchConnection = async (context: Context, asked: SearchQuestion, sort: SearchSort, args: PageArguments) => {
  const { loaders, rooms } = context;
  const { size, limit, direction, cursor } = pageRequest(args);
  const page: Omit<SearchPage, 'question'> = { sort, limit, direction, cursor: placeOf(cursor, sort) };
  let question = asked;
  let rows = await loaders.searchPage.load({ ...page, question });
  if (rows.length === 0 && asked.words !== null) {
    const words = await rooms.search.correct(asked.words);
    if (words !== asked.words) {
      question = { ...asked, words };
      rows = await loaders.searchPage.load({ ...page, question });
    }
  }
  const products = await productsOf(context, rows.map(({ productId }) => productId));
  const keys = new Map(rows.map((row) => [row.productId, row.key]));
  return {
    ...connectionOf(products, { size, limit, direction, cursor }, ({ id }) => [sort, keys.get(id) ?? '', id]),
    question,
    correctedQuery: question === asked ? null : question.words,
  };
};

/** A cursor belongs to one order. */
function placeOf(cursor: readonly string[] | undefined, sort: SearchSort): readonly [SearchRow['key'], string] | undefined {
  if (!cursor) return undefined;
  const [order, key, productId] = cursor;
  if (order !== sort || key === undefined || productId === undefined || !KEYS[sort].test(key))
    throw codedError('BAD_USER_INPUT', 'This is no cursor of this list.');
  return [key, productId];
}

const NUMBER = /^\d+(\.\d+)?(e-?\d+)?$/;
const INSTANT = /^\d{4}-\d\d-\d\d[ T][\d:.]+(Z|[+-][\d:]+)$/;
const KEYS: Readonly<Record<SearchSort, RegExp>> = {
  // Without words, relevance is the day of publication.
  RELEVANCE: new RegExp(`${NUMBER.source}|${INSTANT.source}`),
  NEWEST: INSTANT,
  PRICE_ASC: /^\d+$/,
  PRICE_DESC: /^\d+$/,
};
