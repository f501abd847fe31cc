import type { OrderTimelineEntryResolvers } from '../generated/resolvers-types.ts';

export const OrderTimelineEntry: OrderTimelineEntryResolvers = {
  type: ({ entry }) => entry.type,
  occurredAt: ({ entry }) => entry.at,
  actor: ({ entry, order }) => {
    if (entry.actor === 'guest' || entry.actor === order.buyer.userId) return 'BUYER';
    return entry.actor.startsWith('usr_') ? 'STAFF' : 'PLATFORM';
  },
};
