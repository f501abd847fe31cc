// What finding costs in catalogues of growing size: `node bench/catalogue/measure-search.ts [products…] [--explain]`.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@stoa/kernel';
import { createMemoryBroker } from '@stoa/messaging';
import { createLog, createPool, migrate, startEmbeddedPostgres } from '@stoa/platform';
import { products as subgraph } from '@stoa/products';
import type pg from 'pg';
import { loadCatalogue, type LoadedCatalogue } from './load-catalogue.ts';

const isExplaining = process.argv.includes('--explain');

const CARD = `nodes { id handle title images { url } priceRange { min { amount currencyCode } } category { name } shop { id } }`;
const FACETS = 'totalCount filters { key label values { label count input } }';

const questions = ({ products, categories, shopIds }: LoadedCatalogue): Record<string, string> => {
  const middle = products[Math.floor(products.length / 2)];
  const filter = `filters: [{ option: { name: "color", value: "Red" } }, { shopId: "${shopIds[0] ?? ''}" }]`;
  return {
    'a product by its handle': `{ productByHandle(handle: "${middle?.handle ?? ''}") { id title description images { url } options { name values } variants { id sku price { amount } } } }`,
    'category at the top, 20 newest': `{ category(slug: "${categories[0]?.slug ?? ''}") { products(first: 20) { ${CARD} } } }`,
    'category at the top, 20 cheapest, facets': `{ category(slug: "${categories[0]?.slug ?? ''}") { products(first: 20, sort: PRICE_ASC) { ${CARD} ${FACETS} } } }`,
    'leaf category, 20 newest, facets': `{ category(slug: "${categories[1]?.slug ?? ''}") { products(first: 20) { ${CARD} ${FACETS} } } }`,
    'all top categories with 4 products': `{ categories { name products(first: 4) { ${CARD} } } }`,
    'search, rare words, facets': `{ productSearch(query: "${middle?.title ?? ''}", first: 20) { ${CARD} ${FACETS} } }`,
    'search, a noun, facets': `{ productSearch(query: "lantern", first: 20) { ${CARD} ${FACETS} } }`,
    'search, a word in every product, facets': `{ productSearch(query: "pleasure", first: 20) { ${CARD} ${FACETS} } }`,
    'search, a word in a quarter, cheapest': `{ productSearch(query: "vegan", sort: PRICE_ASC, first: 20) { ${CARD} } }`,
    'search, filtered, facets': `{ productSearch(query: "cotton", first: 20, ${filter}) { ${CARD} ${FACETS} } }`,
    'search, mistyped, facets': `{ productSearch(query: "lantren nrodic", first: 20) { ${CARD} ${FACETS} } }`,
    'search, nothing like it': '{ productSearch(query: "xylophone", first: 20) { nodes { id } } }',
    'everything, 20 newest, facets': `{ productSearch(first: 20) { ${CARD} ${FACETS} } }`,
    'entities: 100 variants': `{ _entities(representations: [${products
      .slice(0, 100)
      .map(({ variants }) => `{ __typename: "ProductVariant", id: "${variants[0]?.id ?? ''}" }`)
      .join(', ')}]) { ... on ProductVariant { sku title price { amount } product { title } } } }`,
  };
};

async function measure(size: number, url: string): Promise<Record<string, string>> {
  const statements: string[] = [];
  const pool = createPool({ connectionString: url, max: 4, name: 'measure', onQuery: (text) => statements.push(text) });
  const catalogue = await loadCatalogue(pool, { products: size, variantsPerProduct: 3 });
  const open = subgraph.open({
    pool,
    broker: createMemoryBroker(),
    clock: systemClock,
    graph: () => Promise.reject(new Error('Nothing is asked')),
    environment: {},
    owner: randomUUID(),
    log: createLog({ level: 'silent' }),
  });
  const row: Record<string, string> = {};
  for (const [name, query] of Object.entries(questions(catalogue))) {
    const ask = async () => {
      const answer = await open.handle({
        query,
        caller: {},
        requestId: 'measure',
        deadline: new Date(Date.now() + 60_000),
      });
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    };
    for (let warm = 0; warm < 10; warm += 1) await ask();
    statements.length = 0;
    await ask();
    const sent = [...statements];
    const times: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
    const sorted = times.toSorted((left, right) => left - right);
    if (isExplaining) console.log(`\n## ${name}`);
    const server = await serverTime(pool, open, query);
    row[name] =
      `${(sorted[20] ?? 0).toFixed(1)} ms (p95 ${(sorted[38] ?? 0).toFixed(1)}), ${sent.length} statements, ${server.toFixed(2)} ms in PostgreSQL`;
  }
  await open.close();
  await pool.end();
  return row;
}

/** Milliseconds that PostgreSQL plans and runs what one question sends, the best of five; `--explain` prints the plans. */
async function serverTime(pool: pg.Pool, open: ReturnType<typeof subgraph.open>, query: string): Promise<number> {
  const original = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  const sent: { text: string; values: unknown[] }[] = [];
  pool.query = ((...args: unknown[]) => {
    const [first, values] = args as [string | { text: string; values?: unknown[] }, unknown[]?];
    sent.push(
      typeof first === 'string'
        ? { text: first, values: values ?? [] }
        : { text: first.text, values: first.values ?? [] },
    );
    return original(...args);
  }) as never;
  await open.handle({ query, caller: {}, requestId: 'explain', deadline: new Date(Date.now() + 60_000) });
  pool.query = original as never;
  let total = 0;
  for (const { text, values } of sent) {
    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { rows } = await original(`EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON, FORMAT JSON) ${text}`, values);
      const [plan] = (rows[0] as { 'QUERY PLAN': { 'Planning Time': number; 'Execution Time': number }[] })[
        'QUERY PLAN'
      ];
      times.push((plan?.['Planning Time'] ?? 0) + (plan?.['Execution Time'] ?? 0));
    }
    total += Math.min(...times);
    if (!isExplaining) continue;
    const { rows } = await original(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON) ${text}`, values);
    console.log(`-- ${text.replaceAll(/\s+/g, ' ').trim().slice(0, 110)}…`);
    console.log((rows as { 'QUERY PLAN': string }[]).map((line) => `   ${line['QUERY PLAN']}`).join('\n'));
  }
  return total;
}

const sizes = process.argv
  .slice(2)
  .filter((text) => /^\d+$/.test(text))
  .map(Number);
const dir = await mkdtemp(path.join(tmpdir(), 'stoa-catalogue-'));
const wanted = sizes.length > 0 ? sizes : [2_000, 20_000];
const server = await startEmbeddedPostgres({
  dir,
  databases: wanted.map((size) => `catalogue_${size}`),
  settings: {},
  durability: 'none',
  log: () => {},
});
try {
  for (const size of wanted) {
    const url = server.url(`catalogue_${size}`);
    await migrate({
      connectionString: url,
      dir: path.resolve(import.meta.dirname, '../../prisma/products/migrations'),
    });
    console.log(`\n# ${size} products, ${size * 3} variants`);
    console.table(await measure(size, url));
  }
} finally {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
}
