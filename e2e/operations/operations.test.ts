import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countedStoa, type Cost, type CountedStoa } from '../harness/counted-stoa.ts';
import { placeInput } from '../harness/market.ts';
import { aMarket, type Market } from './a-market.ts';
import { pinned, PLACE_ORDER } from './pinned.ts';

const OPERATIONS = path.join(import.meta.dirname, '../../schema/operations/storefront');
const names = readdirSync(OPERATIONS).map((file) => path.basename(file, '.graphql'));

// Exact numbers: whoever makes an operation cheaper or dearer sees it here and says so in the table.
describe('a storefront operation', () => {
  let counted: CountedStoa;
  let market: Market;

  beforeAll(async () => {
    counted = await countedStoa();
    market = await aMarket(counted);
    await counted.quiet();
  }, 120_000);
  afterAll(() => counted.destroy());

  const costOf = async (name: string): Promise<Cost> => {
    const { client, variables } = pinned[name]!.asked(market);
    const query = readFileSync(path.join(OPERATIONS, `${name}.graphql`), 'utf8');
    const ask = async () => {
      const data = (await client.ask(query, variables)) as Record<string, unknown>;
      expect(Object.values(data).filter((value) => value === null)).toEqual([]);
      return data;
    };
    // Key sets, plans and prepared statements are made once.
    const data = await ask();
    pinned[name]!.isWhole(data);
    return counted.costOf(ask);
  };

  test('is in the table, each of them', () => {
    expect(Object.keys(pinned).toSorted()).toEqual(names.filter((name) => name !== 'place-order').toSorted());
  });

  test.each(names.filter((name) => name !== 'place-order'))('%s costs what is written down', async (name) => {
    const { statements, fetches, twiceAtOnce } = await costOf(name);
    // Two calls to a domain at the same time could have been one.
    expect(twiceAtOnce).toEqual([]);
    const { statements: pinnedStatements, fetches: pinnedFetches } = pinned[name]!;
    expect({ statements: statements.length, fetches: fetches.join(' ') }).toEqual({
      statements: pinnedStatements,
      fetches: pinnedFetches,
    });
  });

  test('place-order costs what is written down, besides its looks at what inventory answers', async () => {
    const query = readFileSync(path.join(OPERATIONS, 'place-order.graphql'), 'utf8');
    const input = placeInput(market.freshCartId, { email: undefined });
    const { statements, fetches, twiceAtOnce } = await counted.costOf(async () => {
      const { orderPlace } = await market.shopper.ask(query, { input });
      expect(orderPlace).toMatchObject({ order: { status: 'PENDING' }, userErrors: [] });
    });
    expect(twiceAtOnce).toEqual([]);
    const sent = statements.filter((statement) => !PLACE_ORDER.isLook(statement));
    expect({ statements: sent.length, fetches: fetches.join(' ') }).toEqual({
      statements: PLACE_ORDER.statements,
      fetches: PLACE_ORDER.fetches,
    });
  });
});
