import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countedStoa, type Cost, type CountedStoa } from '../harness/counted-stoa.ts';
import { overSocket } from '../harness/live-clients.ts';
import { nobodyFollows } from '../harness/live-counts.ts';
import { placeInput } from '../harness/market.ts';
import { trackParcel } from '../harness/shipping.ts';
import { aMarket, type Market } from './a-market.ts';
import { pinned, PLACE_ORDER } from './pinned.ts';

const OPERATIONS = path.join(import.meta.dirname, '../../schema/operations/storefront');
const names = readdirSync(OPERATIONS).map((file) => path.basename(file, '.graphql'));
const documentOf = (name: string) => readFileSync(path.join(OPERATIONS, `${name}.graphql`), 'utf8');
const isFollowed = (name: string) => documentOf(name).startsWith('subscription');

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
    const query = documentOf(name);
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

  test.each(names.filter((name) => name !== 'place-order' && !isFollowed(name)))(
    '%s costs what is written down',
    async (name) => {
      const { statements, fetches } = pinned[name]!;
      expectCost(await costOf(name), { statements, fetches });
    },
  );

  test.each(names.filter(isFollowed))(
    '%s costs what is written down for its first state, and for an event',
    async (name) => {
      const { asked, isWhole, statements, fetches, event } = pinned[name]!;
      const { client, variables } = asked(market);
      const socket = overSocket({ urls: [counted.url], headers: client.headers });
      const follow = async () => {
        const followed = socket.follow(documentOf(name), variables);
        await followed.shows('its first state', () => true);
        return followed;
      };
      const before = await follow();
      isWhole(before.answers[0]?.data);
      before.stop();
      await nobodyFollows(counted.url);

      let followed = before;
      expectCost(await counted.costOf(async () => void (followed = await follow())), { statements, fetches });
      const { version } = followed.states()[0] as { version: number };
      // Nothing is announced any more: the change stays unheard until it is told here.
      await trackParcel(market.parcel.owner, market.parcel.shipmentId, 'IN_TRANSIT');
      const told = {
        topic: 'orders',
        key: market.orderId,
        value: JSON.stringify({ keys: { orderId: market.orderId } }),
      } as const;
      const costs = await counted.costOf(async () => {
        await counted.stoa.broker.publish([told]);
        await followed.shows('the change', (state) => state.version > version);
      });
      expectCost(costs, event!);
      socket.close();
    },
  );

  test('place-order costs what is written down, besides its looks at what inventory answers', async () => {
    const query = documentOf('place-order');
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

function expectCost(
  { statements, fetches, twiceAtOnce }: Cost,
  pinnedCost: { statements: number; fetches: string },
): void {
  // Two calls to a domain at the same time could have been one.
  expect(twiceAtOnce).toEqual([]);
  expect({ statements: statements.length, fetches: fetches.join(' ') }).toEqual(pinnedCost);
}
