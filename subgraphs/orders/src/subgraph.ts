import { defineSubgraph, followShopMembers, shopMembers } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { awaitPaymentWhenStockReserved } from './events/await-payment-when-stock-reserved.ts';
import { cancelOrderWhenStockRejected } from './events/cancel-order-when-stock-rejected.ts';
import { endOrderWhenPaymentCancelled } from './events/end-order-when-payment-cancelled.ts';
import { failRefundWhenPaymentRefundFailed } from './events/fail-refund-when-payment-refund-failed.ts';
import { notePaymentAttemptWhenItFailed } from './events/note-payment-attempt-when-it-failed.ts';
import { placeOrderWhenPaymentAuthorized } from './events/place-order-when-payment-authorized.ts';
import { placeOrderWhenPaymentCaptured } from './events/place-order-when-payment-captured.ts';
import { recordRefundWhenPaymentRefunded } from './events/record-refund-when-payment-refunded.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { completeDeliveredOrders } from './jobs/complete-delivered-orders.ts';
import { expireUnpaidOrders } from './jobs/expire-unpaid-orders.ts';
import { orderLoaders } from './persistence/loaders.ts';
import { orderReader } from './persistence/order-reader.ts';
import { orderRepository } from './persistence/order-repository.ts';
import { accessTokens } from './providers/access-tokens.ts';
import { references } from './references.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';
import { settings } from './settings.ts';

/** Orders is the process manager of a purchase: its status machine is the saga. */
export const orders = defineSubgraph({
  name: 'orders',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings,
  rooms: ({ db, pool, graph, settings: { accessSecret } }): Rooms => ({
    orders: orderRepository(pool),
    reader: orderReader(db),
    members: shopMembers(pool),
    access: accessTokens(accessSecret),
    graph,
  }),
  commands,
  resolvers,
  references,
  loaders: orderLoaders,
  hears: [
    awaitPaymentWhenStockReserved,
    cancelOrderWhenStockRejected,
    placeOrderWhenPaymentAuthorized,
    placeOrderWhenPaymentCaptured,
    notePaymentAttemptWhenItFailed,
    endOrderWhenPaymentCancelled,
    recordRefundWhenPaymentRefunded,
    failRefundWhenPaymentRefundFailed,
    ...followShopMembers,
  ],
  jobs: [expireUnpaidOrders, completeDeliveredOrders],
});
