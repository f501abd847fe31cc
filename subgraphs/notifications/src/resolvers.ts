import type { Resolvers } from './generated/resolvers-types.ts';
import { NotificationDelivery } from './resolvers/NotificationDelivery.ts';
import { NotificationDeliveryConnection } from './resolvers/NotificationDeliveryConnection.ts';
import { notificationDeliveries } from './resolvers/Query/notificationDeliveries.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { notificationDeliveries },
  NotificationDelivery,
  NotificationDeliveryConnection,
};
