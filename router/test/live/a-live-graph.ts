import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLog } from '@stoa/platform';
import { createEngine } from '../../src/engine/create-engine.ts';
import { swappableEngine } from '../../src/engine/current-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { DEFAULT_LIMITS } from '../../src/limits/limits.ts';
import { createLiveGraph, type LiveGraphOptions } from '../../src/live/create-live-graph.ts';
import { automaticQueries } from '../../src/persisted/automatic-queries.ts';
import { documentSource } from '../../src/persisted/document-source.ts';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import { directTransport } from '../../src/transport/direct-transport.ts';
import type { Fixture } from '../a-subgraph.ts';
import { aShop, composedSdl, shopSubgraphs, type Edits } from './a-shop.ts';
import { anEventSource } from './an-event-source.ts';
import { aSubscriber, subscribeRequest, type Asks } from './a-subscriber.ts';

export const silent = createLog({ level: 'silent' });

/** What a test does to the subgraphs' answers. */
interface Control {
  /** Names of those that do not answer. */
  readonly down: Set<string>;
  /** Awaited before each answer, and after it was found. */
  before: ((subgraph: string) => Promise<void>) | undefined;
  after: ((subgraph: string) => Promise<void>) | undefined;
  running: number;
}

const engineOver = (fixtures: readonly Fixture[], control: Control, onClose: () => void): Engine => {
  const supergraphSdl = composedSdl(fixtures);
  const handled =
    (fixture: Fixture): Fixture['handle'] =>
    async (request) => {
      control.running += 1;
      try {
        await control.before?.(fixture.name);
        const answer = await fixture.handle(request);
        await control.after?.(fixture.name);
        if (!control.down.has(fixture.name)) return answer;
        // Each failure names its own request, as the kit's do.
        const extensions = { code: 'TEMPORARILY_UNAVAILABLE', requestId: request.requestId };
        return { errors: [{ message: 'down', extensions }] };
      } finally {
        control.running -= 1;
      }
    };
  const engine = createEngine({
    supergraphSdl,
    planner: inlinePlanner({ supergraphSdl }),
    log: silent,
    subgraphs: Object.fromEntries(
      fixtures.map((fixture) => [
        fixture.name,
        directTransport({ handle: handled(fixture), http: fixture.http }, { log: silent }),
      ]),
    ),
  });
  return {
    ...engine,
    close: async () => {
      onClose();
      await engine.close();
    },
  };
};

/** Live subscriptions over a shop in memory. Close it when the test ends. */
export const aLiveGraph = (options: Partial<LiveGraphOptions> & { readonly edits?: Edits } = {}) => {
  const { edits, ...given } = options;
  const shop = aShop();
  const control: Control = { down: new Set(), before: undefined, after: undefined, running: 0 };
  const counts = { closedEngines: 0 };
  const fixtures: Fixture[] = [];
  const open = (wanted?: Edits) => {
    const made = shopSubgraphs(shop, wanted);
    fixtures.push(...made);
    return engineOver(made, control, () => (counts.closedEngines += 1));
  };
  const engines = swappableEngine(open(edits));
  const events = anEventSource();
  const automatic = automaticQueries();
  const live = createLiveGraph({
    engines,
    documents: documentSource({ mode: 'off', persisted: undefined, automatic, log: silent }),
    automatic,
    limits: DEFAULT_LIMITS,
    introspection: false,
    suggests: false,
    events: events.source,
    log: silent,
    ...given,
  });

  /** Nothing is asked any more, and nothing waits to be: but for what timers do later. */
  const settled = async () => {
    for (let quiet = 0; quiet < 12; quiet = control.running === 0 ? quiet + 1 : 0) await nextTurn();
  };
  const change = (id: string, to: { status: string; version?: number }) => {
    const order = shop.orders.get(id);
    if (order) shop.orders.set(id, { ...order, version: order.version + 1, ...to });
  };
  const tell = (orderId: string) =>
    events.publish('orders', { orderId, buyerId: shop.orders.get(orderId)?.buyerId, shopIds: ['shop_1'] });

  return {
    live,
    engines,
    shop,
    events,
    control,
    counts,
    settled,
    /** Requests that subgraphs were sent. */
    asked: () => fixtures.reduce((sum, { requests }) => sum + requests.length, 0),
    /** An order changes, without anybody being told. */
    change,
    /** An order's event arrives. */
    tell,
    /** Both, and what follows. */
    move: async (id: string, status: string) => {
      change(id, { status });
      tell(id);
      await settled();
    },
    swap: (wanted: Edits) => engines.swap(open(wanted)),
    subscribe: (query: string, asks: Asks = {}) => {
      const subscriber = aSubscriber(asks.onNext);
      const subscription = live.subscribe(subscribeRequest(query, asks), subscriber);
      subscriber.close = subscription.close.bind(subscription);
      return subscriber;
    },
    close: async () => {
      await live.close();
      await engines.current().close();
    },
  };
};

export type ALiveGraph = ReturnType<typeof aLiveGraph>;
