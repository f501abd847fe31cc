import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Followed } from '../harness/followed.ts';
import { graphClient, type GraphClient } from '../harness/graph-client.ts';
import { overEventStream, overMultipart, overSocket, type LiveClient } from '../harness/live-clients.ts';
import { nobodyFollows } from '../harness/live-counts.ts';
import { aMember } from '../harness/market.ts';
import {
  aStaffMember,
  deliver,
  orderedBy,
  orderedByGuest,
  pay,
  STOCK,
  type Bought,
  type LiveWorld,
} from './a-live-world.ts';
import { MY_ORDERS, PAYMENT, SHOP_ORDERS, STOCK_CHANGED, TRACK_ORDER, TRACKED_ORDER } from './documents.ts';

type Over = (client: GraphClient) => LiveClient;

/** Orders as those see them who follow them, in a world where nobody has bought yet; who opened it destroys it. */
export const liveOrderStory = (name: string, open: () => Promise<LiveWorld>): void =>
  describe(name, () => {
    let world: LiveWorld;
    const clients: LiveClient[] = [];

    beforeAll(async () => {
      world = await open();
    }, 60_000);
    afterAll(() => clients.forEach((client) => client.close()));

    const opened = <Client extends LiveClient>(client: Client): Client => {
      clients.push(client);
      return client;
    };
    const at = ({ headers }: GraphClient) => ({ urls: [world.stoa.url], headers });
    const socketOf = (client: GraphClient) => opened(overSocket(at(client)));
    // With what each client is told that there is nothing to follow: graphql-sse reads of a refused operation the status alone.
    const transports: readonly (readonly [string, Over, string])[] = [
      ['a WebSocket', socketOf, 'NOT_FOUND'],
      ['server-sent events', (client) => opened(overEventStream(at(client))), 'NOT_FOUND'],
      ['one event stream for all', (client) => opened(overEventStream(at(client), { isShared: true })), 'NOT_FOUND'],
      ['multipart', (client) => opened(overMultipart(at(client))), 'NOT_FOUND'],
    ];
    const anybody = () => graphClient(world.stoa.url);

    describe('bought by a guest from two shops', () => {
      let order: Bought;
      let tracked: Followed;
      let payment: Followed;
      let stock: Followed;
      let ofLoom: Followed;
      let ofHearth: Followed;

      beforeAll(async () => {
        const { loom, hearth } = world;
        stock = socketOf(anybody()).follow(STOCK_CHANGED, { id: loom.variantId });
        [ofLoom, ofHearth] = [loom, hearth].map(({ shop }) =>
          opened(overMultipart(at(shop.owner))).follow(SHOP_ORDERS, { shopId: shop.shopId }),
        ) as [Followed, Followed];
        await stock.shows('all of the stock', ({ availability }) => availability.quantityAvailable === STOCK);
        order = await orderedByGuest(world, [loom, hearth]);
        const socket = socketOf(order.buyer);
        tracked = socket.follow(TRACK_ORDER, { id: order.orderId });
        payment = socket.follow(PAYMENT, { id: order.orderId });
      }, 60_000);

      test('is shown as it is before anything changes', async () => {
        await payment.shows('where to pay', ({ payment: paid }) => paid?.nextAction.url);
        expect(await tracked.shows('what is to be paid', isWaiting)).toMatchObject({
          id: order.orderId,
          status: 'AWAITING_PAYMENT',
          paymentStatus: 'UNPAID',
          fulfillmentStatus: 'UNFULFILLED',
          lines: [{}, {}],
        });
        await stock.shows('one less', ({ availability }) => availability.quantityAvailable === STOCK - 1);
      });

      test('is followed while it is paid, packed, shipped, tracked and delivered', async () => {
        const { loom, hearth } = world;
        await pay(world, order);
        await tracked.shows('the order PLACED and PAID', isPlaced);
        await payment.shows('the payment PAID', ({ payment: { status } }) => status === 'PAID');
        await deliver(loom, order);
        await tracked.shows(
          'half of it delivered',
          ({ fulfillmentStatus }) => fulfillmentStatus === 'PARTIALLY_DELIVERED',
        );
        await deliver(hearth, order);
        await tracked.shows('the order DELIVERED', isDelivered);
      });

      test('is told in versions that only grow, the last of which is what a query answers', async () => {
        const { order: now } = await order.buyer.ask(TRACKED_ORDER, { id: order.orderId });
        const states = tracked.states();
        const versions = states.map(({ version }) => version as number);
        expect(versions).toEqual(versions.toSorted((one, other) => one - other));
        // Its payment has a version of its own.
        expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(states.length);
        expect(states.at(-1)).toEqual(now);
        expect(tracked.answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
        expect(tracked.answers.at(-1)?.extensions).toEqual({ cursor: expect.stringMatching(`^${now.version}-`) });
      });

      test('shows each shop its own part and nothing of the other', async () => {
        const { loom, hearth } = world;
        for (const [followed, { shop }] of [
          [ofLoom, loom],
          [ofHearth, hearth],
        ] as const) {
          await followed.shows('its parcel at the door', ({ fulfillmentStatus }) => fulfillmentStatus === 'DELIVERED');
          const parts = followed.states();
          expect(new Set(parts.map(({ id }) => id as string))).toEqual(new Set([order.parts.get(shop.shopId)]));
          expect(new Set(parts.map(({ shop: { id } }) => id as string))).toEqual(new Set([shop.shopId]));
          expect(Math.max(...parts.map(({ lines, shipments }) => Math.max(lines.length, shipments.length)))).toBe(1);
        }
      });

      test.each(transports)(
        'is not there over %s for whoever shows nothing or a wrong token, as an unknown one',
        async (_, over, refusal) => {
          const stranger = (await aMember(world.stoa, 'stranger')).client;
          const endings = [anybody(), anybody().as({ orderToken: WRONG_TOKEN }), stranger].flatMap((client) => [
            over(client).follow(TRACK_ORDER, { id: order.orderId }),
            over(client).follow(PAYMENT, { id: order.orderId }),
            over(client).follow(TRACK_ORDER, { id: 'ord_unknown' }),
          ]);
          expect(new Set((await Promise.all(endings.map((followed) => followed.ends()))).flat())).toEqual(
            new Set([refusal]),
          );
          expect(endings.flatMap(({ answers }) => answers)).toEqual([]);
        },
      );
    });

    test.each(transports)(
      'a signed-in buyer follows all of theirs over %s, and nobody else',
      async (_, over, refusal) => {
        const [buyer, other] = [(await aMember(world.stoa, 'ada')).client, (await aMember(world.stoa, 'bob')).client];
        const [mine, others] = [over(buyer).follow(MY_ORDERS), over(other).follow(MY_ORDERS)];
        const nobodys = over(anybody()).follow(MY_ORDERS);
        const first = await orderedBy(buyer, [world.loom]);
        await pay(world, first);
        await mine.shows('the first PLACED', (state) => state.id === first.orderId && isPlaced(state));
        const [second, theirs] = [await orderedBy(buyer, [world.hearth]), await orderedBy(other, [world.hearth])];
        await mine.shows('the second waiting', (state) => state.id === second.orderId && isWaiting(state));
        await others.shows('their own waiting', (state) => state.id === theirs.orderId && isWaiting(state));
        await deliver(world.loom, first);
        await mine.shows('the first DELIVERED', (state) => state.id === first.orderId && isDelivered(state));
        for (const { orderId } of [first, second]) {
          const versions = versionsOf(mine, orderId);
          expect(versions).toEqual(versions.toSorted((one, another) => one - another));
        }
        const ids = new Set([first.orderId, second.orderId]);
        expect(new Set(mine.states().map(({ id }) => id as string))).toEqual(ids);
        expect(new Set(others.states().map(({ id }) => id as string))).toEqual(new Set([theirs.orderId]));
        expect(await nobodys.ends()).toEqual([refusal === 'NOT_FOUND' ? 'UNAUTHORIZED_FIELD_OR_TYPE' : refusal]);
      },
      60_000,
    );

    test.each(transports)(
      'a member of another shop is refused over %s as for an unknown shop',
      async (_, over, refusal) => {
        const { loom, hearth } = world;
        const client = over(hearth.shop.owner);
        const [foreign, unknown] = [loom.shop.shopId, 'shp_unknown'].map((shopId) =>
          client.follow(SHOP_ORDERS, { shopId }),
        );
        expect([await foreign!.ends(), await unknown!.ends()]).toEqual([[refusal], [refusal]]);
        expect([foreign!.answers, unknown!.answers]).toEqual([[], []]);
      },
    );

    test('who is let go by a shop sees its orders no more', async () => {
      const { loom } = world;
      const { client, userId } = await aStaffMember(world, loom);
      const followed = transports.map(([, over]) => over(client).follow(SHOP_ORDERS, { shopId: loom.shop.shopId }));
      const order = await orderedByGuest(world, [loom]);
      for (const one of followed) await one.shows('the order', ({ order: { id } }) => id === order.orderId);

      await loom.shop.owner.ask(
        `mutation ($input: ShopRemoveMemberInput!) { shopRemoveMember(input: $input) { userErrors { ... on UserError { message } } } }`,
        { input: { shopId: loom.shop.shopId, userId } },
      );
      // Asked every 5 s, whatever happens or does not; the rest is for the news to reach orders.
      expect(await Promise.all(followed.map((one) => one.ends(5_000 + PROJECTION_MS)))).toEqual(
        followed.map(() => ['NOT_FOUND']),
      );
      const seen = followed.map(({ answers }) => answers.length);
      await pay(world, order);
      expect(followed.map(({ answers }) => answers.length)).toEqual(seen);
    });

    test('a state that its client knows is not sent again, a newer one is', async () => {
      const order = await orderedByGuest(world, [world.loom]);
      const first = socketOf(order.buyer).follow(TRACK_ORDER, { id: order.orderId });
      await first.shows('what is to be paid', isWaiting);
      first.stop();
      const last = first.answers.at(-1);
      const { cursor } = last?.extensions as { cursor: string };
      const resumed = socketOf(order.buyer).follow(TRACK_ORDER, { id: order.orderId }, { cursor });
      await pay(world, order);
      await resumed.shows('the order PLACED and PAID', isPlaced);
      expect(resumed.answers[0]?.data).not.toEqual(last?.data);
    });

    test('leaves nothing behind when everybody has gone', async () => {
      clients.splice(0).forEach((client) => client.close());
      await nobodyFollows(world.stoa.url);
    });
  });

const WRONG_TOKEN = 'x'.repeat(43);

/** For an event to become known to another domain on a busy machine, milliseconds. */
const PROJECTION_MS = 5_000;

interface OrderState {
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfillmentStatus: string;
}
const isWaiting = ({ status }: Pick<OrderState, 'status'>) => status === 'AWAITING_PAYMENT';
const isPlaced = ({ status, paymentStatus }: OrderState) => status === 'PLACED' && paymentStatus === 'PAID';
const isDelivered = ({ fulfillmentStatus }: OrderState) => fulfillmentStatus === 'DELIVERED';

const versionsOf = (followed: Followed, orderId: string): number[] =>
  followed.states().flatMap(({ id, version }) => (id === orderId ? [version as number] : []));
