import { ConfigurationError } from '@stoa/platform';
import { defineSubgraph } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { linksTo } from './domain/links.ts';
import { tellBuyerWhenOrderCancelled } from './events/tell-buyer-when-order-cancelled.ts';
import { tellBuyerWhenOrderExpired } from './events/tell-buyer-when-order-expired.ts';
import { tellBuyerWhenOrderPlaced } from './events/tell-buyer-when-order-placed.ts';
import { tellBuyerWhenOrderRefunded } from './events/tell-buyer-when-order-refunded.ts';
import { tellBuyerWhenShipmentDelivered } from './events/tell-buyer-when-shipment-delivered.ts';
import { tellBuyerWhenShipmentShipped } from './events/tell-buyer-when-shipment-shipped.ts';
import { verifyEmailWhenVerificationRequested } from './events/verify-email-when-verification-requested.ts';
import { welcomeWhenEmailVerified } from './events/welcome-when-email-verified.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { mailList } from './http/mail-list.ts';
import { mailView } from './http/mail-view.ts';
import { sendNotifications } from './jobs/send-notifications.ts';
import { deliveryReader } from './persistence/delivery-reader.ts';
import { mailbox } from './persistence/mailbox.ts';
import { notificationRepository } from './persistence/notification-repository.ts';
import { messageIds } from './providers/message-ids.ts';
import { smtp } from './providers/smtp.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';
import { settings } from './settings.ts';

/** Notifications tells people what has happened to what is theirs. */
export const notifications = defineSubgraph({
  name: 'notifications',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings,
  rooms: ({ db, pool, clock, graph, settings: { messageSecret, smtpUrl, from, environment, ...urls } }): Rooms => {
    if (environment === 'production' && smtpUrl === undefined)
      throw new ConfigurationError(['SMTP_URL is not set: production has no mailbox']);
    const ownMailbox = smtpUrl === undefined ? mailbox(pool, clock) : undefined;
    return {
      notifications: notificationRepository(pool),
      deliveries: deliveryReader(db),
      transport: ownMailbox ?? smtp({ url: smtpUrl ?? '', from }),
      mailbox: ownMailbox,
      messageIds: messageIds({ secret: messageSecret, from }),
      links: linksTo(urls),
      graph,
      clock,
    };
  },
  commands,
  resolvers,
  loaders: () => ({}),
  hears: [
    verifyEmailWhenVerificationRequested,
    welcomeWhenEmailVerified,
    tellBuyerWhenOrderPlaced,
    tellBuyerWhenOrderCancelled,
    tellBuyerWhenOrderExpired,
    tellBuyerWhenShipmentShipped,
    tellBuyerWhenShipmentDelivered,
    tellBuyerWhenOrderRefunded,
  ],
  jobs: [sendNotifications],
  http: [mailList, mailView],
});
