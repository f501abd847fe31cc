import { createRouter, directTransport, type RouterOptions } from '../../../src/router.ts';
import { aLog } from '../../front/a-log.ts';
import { listen } from '../../a-router.ts';
import { aSubgraph, type Fixture } from '../../a-subgraph.ts';
import { anAccessToken, aSigningKey, type TokenOptions } from '../../an-access-token.ts';
import { aShop, composedSdl, shopSubgraphs, type AnOrder, type Edits } from '../a-shop.ts';
import { anEventSource } from '../an-event-source.ts';

const KEY = aSigningKey('first');

/** Ann's, who bought everything, unless a test says otherwise. */
export const aToken = (claims: object = {}, key: TokenOptions['key'] = KEY): string => anAccessToken({ key, claims });
export const forgedToken = () => aToken({}, aSigningKey('first'));
export const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

const usersSubgraph = (): Fixture =>
  aSubgraph({
    name: 'users',
    sdl: 'type Query { me: ID }',
    resolvers: { Query: { me: () => null } },
    http: async () => Response.json({ keys: [KEY.jwk] }),
  });

/** A whole router over the shop, listening, with events that a test sends. Close it when the test ends. */
export const aLiveRouter = async (options: Partial<RouterOptions> = {}) => {
  const shop = aShop();
  const users = usersSubgraph();
  const fixtures: Fixture[] = [];
  const transports = new Map<string, ReturnType<typeof directTransport>>();
  const { log, lines } = aLog();
  const headersSeen: unknown[] = [];
  let passedMs = 0;
  let before: ((subgraph: string) => Promise<void>) | undefined;
  const open = (edits?: Edits): string => {
    const made = [...shopSubgraphs(shop, edits), users];
    fixtures.push(...made);
    for (const { name, handle, http } of made) {
      const slowly: Fixture['handle'] = async (request) => {
        await before?.(name);
        return handle(request);
      };
      const transport = directTransport({ handle: slowly, http }, { log });
      const fetch: typeof transport.fetch = (asked) => {
        headersSeen.push(asked.request.headersFor?.(name));
        return transport.fetch(asked);
      };
      transports.set(name, { ...transport, fetch });
    }
    return composedSdl(made);
  };
  const events = anEventSource();
  const router = await createRouter({
    supergraphSdl: open(),
    subgraphs: ({ name }) => transports.get(name),
    log,
    isProduction: false,
    events: events.source,
    clock: { now: () => new Date(Date.now() + passedMs) },
    ...options,
  });
  const origin = await listen(router.server);
  const change = (id: string, to: Partial<AnOrder>) => {
    const order = shop.orders.get(id);
    if (order) shop.orders.set(id, { ...order, version: order.version + 1, ...to });
  };
  const tell = (orderId: string) =>
    events.publish('orders', { orderId, buyerId: shop.orders.get(orderId)?.buyerId, shopIds: ['shop_1'] });
  return {
    router,
    shop,
    events,
    lines,
    /** What header rules gave each fetch. */
    headersSeen,
    origin,
    url: `${origin}/graphql`,
    streamUrl: `${origin}/graphql/stream`,
    socketUrl: `${origin.replace('http', 'ws')}/graphql`,
    port: Number(new URL(origin).port),
    /** Requests that subgraphs were sent, those for keys of tokens apart. */
    asked: () => fixtures.reduce((sum, { requests }) => sum + requests.length, 0),
    /** Awaited before each answer of a subgraph. */
    before: (wait: typeof before) => void (before = wait),
    /** The clock goes on. */
    pass: (ms: number) => void (passedMs += ms),
    now: () => Date.now() + passedMs,
    change,
    tell,
    move: (id: string, status: string) => {
      change(id, { status });
      tell(id);
    },
    swap: (edits: Edits) => router.swap(open(edits)),
    metrics: () => metricsOf(origin),
    close: () => router.close({ drainMs: 200 }),
  };
};

export type ALiveRouter = Awaited<ReturnType<typeof aLiveRouter>>;

/** The figures of /metrics by name and labels. */
async function metricsOf(origin: string): Promise<(name: string) => number | undefined> {
  const text = await (await fetch(`${origin}/metrics`, { headers: { connection: 'close' } })).text();
  const values = new Map(
    text.split('\n').map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
  return (name) => values.get(name);
}

export const LIVE_GAUGES = [
  'stoa_router_subscriptions',
  'stoa_router_subscription_groups',
  'stoa_router_sockets',
  'stoa_router_streams',
];

/** How many subscriptions, groups, sockets and streams there are. */
export const liveCounts = async ({ metrics }: ALiveRouter): Promise<(number | undefined)[]> => {
  const value = await metrics();
  return LIVE_GAUGES.map(value);
};
