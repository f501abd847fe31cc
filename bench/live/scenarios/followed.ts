import { startClients, type Clients } from '../load/clients.ts';
import type { SocketOrder } from '../load/load-protocol.ts';
import { FOLLOW_ORDER, orderId } from '../graph/live-market.ts';
import { startLiveServer, type LiveServer, type RunningServer } from '../servers/live-servers.ts';
import type { FollowRound } from './follow-round.ts';

/** A server with its followers, all of whom have their first state. */
export interface Followed extends Pick<FollowRound, 'heapKb' | 'residentKb' | 'openSeconds'> {
  readonly server: RunningServer;
  readonly clients: Clients;
  readonly end: () => Promise<void>;
}

/** Which order each socket follows. */
export type Followers = Uint32Array;

const WARM_SOCKETS = 1_000;
const WARM_EVENTS = 10;
const AT_ONCE = 100;

/** Opens a socket for each follower, and tells what it keeps alive in the server. The caller ends both. */
export const openFollowed = async (kind: LiveServer, followers: Followers): Promise<Followed> => {
  const server = await startLiveServer(kind, 1 + Math.max(...followers));
  const clients = await startClients();
  const end = async () => {
    await clients.end();
    await server.end();
  };
  const open = (orders: Followers) => {
    const sockets = Array.from(orders, (order): SocketOrder => ({ variables: { id: orderId(order) } }));
    return clients.ask('open', { port: server.port, query: FOLLOW_ORDER, sockets, atOnce: AT_ONCE });
  };
  try {
    // Code that is loaded and compiled by the first sockets is nobody's cost.
    await open(followers.slice(0, WARM_SOCKETS));
    for (let n = 0; n < WARM_EVENTS; n += 1) await server.ask('publish', followers[n % followers.length] ?? 0);
    await clients.ask('closeAll');
    const before = await server.ask('memory');
    const openSeconds = await open(followers);
    const after = await server.ask('memory');
    await clients.ask('collect');
    const each = (from: number, to: number) => ((to - from) * 1_024) / followers.length;
    return {
      ...{ server, clients, end, openSeconds },
      heapKb: each(before.heapMb, after.heapMb),
      residentKb: each(before.residentMb, after.residentMb),
    };
  } catch (error) {
    await end();
    throw error;
  }
};
