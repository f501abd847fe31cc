import { expect } from '@jest/globals';
import type { Followed } from '../harness/followed.ts';
import type { GraphClient } from '../harness/graph-client.ts';
import { overEventStream, overSocket, type LiveClient, type SocketClient } from '../harness/live-clients.ts';
import type { StoaCluster } from '../harness/stoa-cluster.ts';
import { orderedByGuest, packed, pay, type LiveWorld } from '../live-order/a-live-world.ts';
import { shipParcel, TRACKING, trackParcel } from '../harness/shipping.ts';
import { TRACK_ORDER, TRACKED_ORDER } from '../live-order/documents.ts';

export interface FollowedOrder {
  readonly buyer: GraphClient;
  readonly orderId: string;
  /** Its next move: packed, shipped, in transit, out for delivery, delivered. By the other router, unless told which. */
  move(url?: string): Promise<void>;
  /** Follows it over a WebSocket at a router, and at the next one when that ends. */
  at(...urls: readonly string[]): FollowedAt;
  /** The same over server-sent events. */
  streamedAt(...urls: readonly string[]): Pick<FollowedAt, 'followed'>;
  /** Waits until a client shows what a query answers at the other router. */
  showsTheSame(follower: Pick<FollowedAt, 'followed'>, timeoutMs?: number): Promise<void>;
  close(): void;
}

export interface FollowedAt {
  readonly client: SocketClient;
  readonly followed: Followed;
}

/** An order that is paid and not packed yet. */
export const aFollowedOrder = async (world: LiveWorld, { otherRouter }: StoaCluster): Promise<FollowedOrder> => {
  const order = await orderedByGuest(world, [world.loom]);
  await pay(world, order);
  const { shop } = world.loom;
  const { buyer, orderId } = order;
  const clients: LiveClient[] = [];
  let parcel: string | undefined;
  const moves: ((owner: GraphClient) => Promise<void>)[] = [
    async (owner) => void (parcel = await packed({ shop: { ...shop, owner } }, order)),
    (owner) => shipParcel(owner, parcel ?? ''),
    ...TRACKING.map((status) => (owner: GraphClient) => trackParcel(owner, parcel ?? '', status)),
  ];
  return {
    buyer,
    orderId,
    move: async (url = otherRouter.url) => {
      const next = moves.shift();
      if (!next) throw new Error('It is at the door already');
      await next(shop.owner.at(url));
    },
    at: (...urls) => {
      const client = overSocket({ urls, headers: buyer.headers });
      clients.push(client);
      return { client, followed: client.follow(TRACK_ORDER, { id: orderId }) };
    },
    streamedAt: (...urls) => {
      const client = overEventStream({ urls, headers: buyer.headers });
      clients.push(client);
      return { followed: client.follow(TRACK_ORDER, { id: orderId }) };
    },
    showsTheSame: async ({ followed }, timeoutMs) => {
      const { order: now } = await buyer.at(otherRouter.url).ask(TRACKED_ORDER, { id: orderId });
      await followed.shows(`version ${now.version}`, ({ version }) => version === now.version, timeoutMs);
      // Its payment changes by itself, which the events of an order do not tell.
      expect({ ...followed.states().at(-1), payment: now.payment }).toMatchObject(now as object);
      expect(followed.ending()).toBeUndefined();
    },
    close: () => clients.forEach((client) => client.close()),
  };
};
