import type { Door } from '@stoa/messaging';
import type { Facts } from '../domain/compose-mail.ts';
import type { About } from '../domain/notification.ts';
import { accountMail, orderMail } from '../generated/operations.ts';
import type { Rooms } from '../rooms.ts';

/** What the letter tells, asked of the graph now: nothing personal was kept since it happened. @throws TransientError */
export const gatherFacts = async ({ graph }: Pick<Rooms, 'graph'>, door: Door, about: About): Promise<Facts> => {
  const options = { door, as: 'service' } as const;
  switch (about.kind) {
    case 'USER': {
      const { user } = await graph.ask(accountMail, { userId: about.userId }, options);
      return { kind: 'USER', account: user };
    }
    case 'ORDER': {
      const { order } = await graph.ask(orderMail, { orderId: about.orderId }, options);
      return { kind: 'ORDER', order };
    }
  }
};
