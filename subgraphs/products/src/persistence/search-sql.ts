import { PRICE_STEPS, type SearchFilters, type SearchQuestion, type SearchSort } from '../domain/search.ts';

/** Text and values of one statement as it grows. */
export interface Statement {
  readonly values: unknown[];
  /** Adds a value and gives its placeholder. */
  put(value: unknown): string;
}

export const statement = (): Statement => {
  const values: unknown[] = [];
  return { values, put: (value) => `$${values.push(value)}` };
};

/** A page of a search: `key` is the row's place in the order, as text that PostgreSQL reads back. */
export interface SearchPage {
  readonly question: SearchQuestion;
  readonly sort: SearchSort;
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
  /** Key and product id of the row to go on from. */
  readonly cursor: readonly [key: string, productId: string] | undefined;
}

/** How many matches are ranked by relevance, and how many are counted: the newest. Keeps a search flat in a growing catalogue. */
export const RANKED = 2_000;
export const COUNTED = 1_000;

/** The rows of one page: product_id and key. */
export const pageSql = (sql: Statement, page: SearchPage): string => {
  const matches = conditions(sql, page.question).join(' AND ');
  const { words } = page.question;
  if (page.sort === 'RELEVANCE' && words !== null)
    return walk(sql, page, {
      order: { column: 'rank', key: 'rank', place: (value) => `${value}::real`, isDescending: true },
      from: `(SELECT product_id, ts_rank('{0.05, 0.2, 0.4, 1.0}', document, ${query(sql, words)}, 1) AS rank
      FROM (SELECT product_id, document FROM product_search WHERE ${matches} ${NEWEST} LIMIT ${RANKED}) newest) ranked WHERE true`,
    });
  return walk(sql, page, { order: ORDERS[page.sort], from: `product_search WHERE ${matches}` });
};

/** The kinds of filters that a search is narrowed by. */
export type FilterKind = 'shop' | 'category' | 'price' | `option.${string}`;

export const activeKinds = ({ shopIds, categoryIds, prices, options }: SearchFilters): FilterKind[] => [
  ...(shopIds.length > 0 ? (['shop'] as const) : []),
  ...(categoryIds.length > 0 ? (['category'] as const) : []),
  ...(prices.length > 0 ? (['price'] as const) : []),
  ...options.keys().map((name) => `option.${name}` as const),
];

/**
 * Counts of what a search can be narrowed by: kind, value, count. Values of an active kind are counted as if it were not,
 * because choosing another of them widens the list; so each active kind has a set of matches of its own.
 */
export const tallySql = (sql: Statement, question: SearchQuestion): string => {
  const active = activeKinds(question.filters);
  const others = `kind = 'count' OR kind <> ALL(${sql.put(active)})`;
  return [
    countsOf(conditions(sql, question), others),
    ...active.map((kind) => countsOf(conditions(sql, question, kind), `kind = ${sql.put(kind)}`)),
  ].join(' UNION ALL ');
};

const countsOf = (matches: readonly string[], which: string) => `
  SELECT kind, value, count FROM (
    WITH hits AS MATERIALIZED (
      SELECT shop_id, category_path, option_values, currency_code, min_price_minor
      FROM product_search WHERE ${matches.join(' AND ')} ${NEWEST} LIMIT ${COUNTED}
    )
    SELECT 'count' AS kind, '' AS value, count(*)::int AS count FROM hits
    UNION ALL SELECT 'shop', shop_id, count(*)::int FROM hits GROUP BY 2
    UNION ALL SELECT 'category', c, count(*)::int FROM hits, unnest(category_path) c GROUP BY 2
    UNION ALL SELECT 'option.' || split_part(o, '=', 1), substr(o, strpos(o, '=') + 1), count
      FROM (SELECT o, count(*)::int AS count FROM hits, unnest(option_values) o GROUP BY o) each_option
    UNION ALL SELECT 'price', currency_code || ' ' || width_bucket(min_price_minor, '{${PRICE_STEPS.join(',')}}'::bigint[]), count(*)::int FROM hits GROUP BY 2
  ) counts WHERE ${which}`;

interface Order {
  readonly column: string;
  /** The column as a cursor keeps it, and back. */
  readonly key: string;
  readonly place: (value: string) => string;
  readonly isDescending: boolean;
}

const NEWEST = 'ORDER BY published_at DESC, product_id DESC';
const newest: Order = {
  column: 'published_at',
  // Milliseconds since the epoch: no client's cursor can be a date that PostgreSQL refuses.
  key: '(extract(epoch FROM published_at) * 1000)::bigint',
  place: (value) => `to_timestamp(${value}::bigint / 1000.0)`,
  isDescending: true,
};
const price = {
  column: 'min_price_minor',
  key: 'min_price_minor',
  place: (value: string) => `${value}::bigint`,
};
const ORDERS: Readonly<Record<SearchSort, Order>> = {
  RELEVANCE: newest,
  NEWEST: newest,
  PRICE_ASC: { ...price, isDescending: false },
  PRICE_DESC: { ...price, isDescending: true },
};

/** Rows in an order, from beyond the cursor. */
function walk(
  sql: Statement,
  { cursor, direction, limit }: SearchPage,
  { order: { column, key, place, isDescending }, from }: { order: Order; from: string },
): string {
  const isDown = isDescending === (direction === 'forward');
  const beyond = cursor
    ? ` AND (${column}, product_id) ${isDown ? '<' : '>'} (${place(sql.put(cursor[0]))}, ${sql.put(cursor[1])})`
    : '';
  const way = isDown ? 'DESC' : 'ASC';
  return `SELECT product_id, ${key}::text AS key FROM ${from}${beyond} ORDER BY ${column} ${way}, product_id ${way} LIMIT ${limit}`;
}

/** What a row has to meet; `except` leaves one kind of filter out. */
function conditions(sql: Statement, { words, categoryPath, filters }: SearchQuestion, except?: FilterKind): string[] {
  const isOn = (kind: FilterKind, values: readonly unknown[]) => values.length > 0 && kind !== except;
  const scope = categoryPath.at(-1);
  return [
    'is_listed',
    ...(words === null ? [] : [`document @@ ${query(sql, words)}`]),
    ...(scope === undefined ? [] : [`category_path @> ${sql.put([scope])}::text[]`]),
    ...(isOn('category', filters.categoryIds) ? [`category_path && ${sql.put(filters.categoryIds)}::text[]`] : []),
    ...(isOn('shop', filters.shopIds) ? [`shop_id = ANY(${sql.put(filters.shopIds)})`] : []),
    ...(isOn('price', filters.prices)
      ? [`(${filters.prices.map((range) => priceCondition(sql, range)).join(' OR ')})`]
      : []),
    ...filters.options
      .entries()
      .filter(([name]) => `option.${name}` !== except)
      .map(([name, values]) => `option_values && ${sql.put(values.map((value) => `${name}=${value}`))}::text[]`),
  ];
}

const query = (sql: Statement, words: string) => `websearch_to_tsquery('catalogue', ${sql.put(words)})`;

const priceCondition = (sql: Statement, { currencyCode, minMinor, maxMinor }: SearchFilters['prices'][number]) =>
  [
    `(currency_code = ${sql.put(currencyCode)}`,
    ...(minMinor === null ? [] : [`min_price_minor >= ${sql.put(minMinor)}::bigint`]),
    ...(maxMinor === null ? [] : [`min_price_minor <= ${sql.put(maxMinor)}::bigint`]),
  ].join(' AND ') + ')';
