import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from '../../answer-parent.ts';
import type { LiveMarket } from '../graph/live-market.ts';
import { eventTail, type EventTail } from './event-tail.ts';
import type { LiveServerAnswers } from './live-protocol.ts';
import { orderChanges } from './order-changes.ts';
import { serverMemory } from './server-memory.ts';

/** Serves a market whose orders change when the bench asks for it. `open` gets the events that are to be pushed. */
export const serveLive = async (market: LiveMarket, open: (events: EventTail) => Promise<Server>): Promise<void> => {
  const events = eventTail();
  const server = await open(events);
  server.listen(0, '127.0.0.1', BACKLOG);
  await once(server, 'listening');
  const changes = orderChanges(market.orders, events);
  answerParent<LiveServerAnswers>({
    port: () => (server.address() as AddressInfo).port,
    memory: serverMemory,
    publish: changes.publish,
    storm: changes.storm,
  });
};

const BACKLOG = 4_096;
