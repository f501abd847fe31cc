// graphql-ws as its documentation starts it, one graphql-js execution for each subscriber and event: `graphql-ws-server.ts ORDERS`.
import { createServer } from 'node:http';
import type { GraphQLObjectType } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { monolithSchema } from '../../router/fixtures/monolith-schema.ts';
import { liveMarket } from '../graph/live-market.ts';
import { serveLive } from './serve-live.ts';
import { SubscriberChannel } from './subscriber-channel.ts';

const market = liveMarket(Number(process.argv[2]));
const subscribers = new Map<string, Set<SubscriberChannel<string>>>();

const schema = monolithSchema(market.fixture);
const field = (schema.getType('Subscription') as GraphQLObjectType).getFields()['orderUpdated'];
if (!field) throw new Error('The graph has no orderUpdated');
field.resolve = (id: string) => market.orderById(id);
field.subscribe = (_, { id }: { id: string }) => {
  const those = subscribers.get(id) ?? new Set();
  const channel = new SubscriberChannel<string>(() => {
    those.delete(channel);
    if (those.size === 0) subscribers.delete(id);
  });
  subscribers.set(id, those.add(channel));
  // The state as it is comes first, as our router sends it.
  channel.push(id);
  return channel;
};

await serveLive(market, async (events) => {
  await events.tail({
    topic: 'orders',
    onAssigned: () => undefined,
    onMessage: ({ value }) => {
      const { keys } = JSON.parse(value) as { keys: { orderId: string } };
      for (const channel of subscribers.get(keys.orderId) ?? []) channel.push(keys.orderId);
    },
  });
  const server = createServer();
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
  return server;
});
