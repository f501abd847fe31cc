import type { Clock } from '@stoa/kernel';
import type { Graph } from '@stoa/subgraph-kit';
import type { Links } from './domain/letters/facts.ts';
import type { MailTransport, MessageIds } from './domain/mail.ts';
import type { Mailbox } from './domain/mailbox.ts';
import type { DeliveryReader } from './persistence/delivery-reader.ts';
import type { NotificationRepository } from './persistence/notification-repository.ts';

/** What commands, resolvers and pages of notifications work with. */
export interface Rooms {
  readonly notifications: NotificationRepository;
  readonly deliveries: DeliveryReader;
  readonly transport: MailTransport;
  /** Undefined where mail really goes out. */
  readonly mailbox: Mailbox | undefined;
  readonly messageIds: MessageIds;
  readonly links: Links;
  readonly graph: Graph;
  readonly clock: Clock;
}
