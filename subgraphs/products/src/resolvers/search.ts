import { connectionOf, codedError, pageRequest, type PageArguments } from '@stoa/subgraph-kit';
import type { Context } from '../context.ts';
import { anyOfWords } from '../domain/any-of-words.ts';
import type { SearchQuestion, SearchSort } from '../domain/search.ts';
import type { SearchPage } from '../persistence/search-sql.ts';
import { productsOf } from './visible.ts';

/** A page of found products. When there are none for the words, mistyped ones are put right, then any of them will do. */
export const searchConnection = async (
  context: Context,
  asked: SearchQuestion,
  sort: SearchSort,
  args: PageArguments,
) => {
  const request = pageRequest(args);
  const { limit, direction, cursor } = request;
  // Without words nothing is more relevant than anything else.
  const order = sort === 'RELEVANCE' && asked.words === null ? 'NEWEST' : sort;
  const { question, rows } = await find(context, asked, {
    sort: order,
    limit,
    direction,
    cursor: placeOf(cursor, order),
  });
  const products = await productsOf(
    context,
    rows.map(({ productId }) => productId),
  );
  const keys = new Map(rows.map((row) => [row.productId, row.key]));
  return {
    ...connectionOf(products, request, ({ id }) => [order, keys.get(id) ?? '', id]),
    question,
    correctedQuery: question === asked ? null : question.words,
  };
};

async function find({ loaders, rooms }: Context, asked: SearchQuestion, page: Omit<SearchPage, 'question'>) {
  const attempt = async (question: SearchQuestion) => ({
    question,
    rows: await loaders.searchPage.load({ ...page, question }),
  });
  const first = await attempt(asked);
  if (first.rows.length > 0 || asked.words === null) return first;
  const corrected = await rooms.search.correct(asked.words);
  for (const words of [corrected, anyOfWords(corrected)]) {
    if (words === undefined || words === asked.words) continue;
    const next = await attempt({ ...asked, words });
    if (next.rows.length > 0) return next;
  }
  return first;
}

/** A cursor belongs to one order. */
function placeOf(cursor: readonly string[] | undefined, order: SearchSort): SearchPage['cursor'] {
  if (!cursor) return undefined;
  const [sort, key, productId] = cursor;
  if (sort !== order || key === undefined || productId === undefined || !KEYS[order].test(key))
    throw codedError('BAD_USER_INPUT', 'This is no cursor of this list.');
  return [key, productId];
}

const KEYS: Readonly<Record<SearchSort, RegExp>> = {
  RELEVANCE: /^\d{1,3}(\.\d{1,20})?(e-\d\d?)?$/,
  NEWEST: /^\d{1,15}$/,
  PRICE_ASC: /^\d{1,16}$/,
  PRICE_DESC: /^\d{1,16}$/,
};
