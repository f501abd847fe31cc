import type { NotificationDeliveryConnectionResolvers } from '../generated/resolvers-types.ts';

export const NotificationDeliveryConnection: NotificationDeliveryConnectionResolvers = {
  totalCount: ({ count }) => count(),
};
