import type { NotificationDeliveryResolvers } from '../generated/resolvers-types.ts';

export const NotificationDelivery: NotificationDeliveryResolvers = {
  recipient: ({ maskedRecipient }) => maskedRecipient,
  order: ({ recipientKind, recipientId }) =>
    recipientKind === 'ORDER' ? { __typename: 'Order', id: recipientId } : null,
};
