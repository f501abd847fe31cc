import type { Resolvers } from './generated/resolvers-types.ts';
import { orderBuyNow } from './resolvers/Mutation/orderBuyNow.ts';
import { orderCancel } from './resolvers/Mutation/orderCancel.ts';
import { orderPlace } from './resolvers/Mutation/orderPlace.ts';
import { orderRefund } from './resolvers/Mutation/orderRefund.ts';
import { shipmentPack } from './resolvers/Mutation/shipmentPack.ts';
import { shipmentShip } from './resolvers/Mutation/shipmentShip.ts';
import { shipmentTrack } from './resolvers/Mutation/shipmentTrack.ts';
import { Order } from './resolvers/Order.ts';
import { OrderConnection } from './resolvers/OrderConnection.ts';
import { OrderLine } from './resolvers/OrderLine.ts';
import { OrderTimelineEntry } from './resolvers/OrderTimelineEntry.ts';
import { OutOfStockLine } from './resolvers/OutOfStockLine.ts';
import { myOrders } from './resolvers/Query/myOrders.ts';
import { order } from './resolvers/Query/order.ts';
import { orders } from './resolvers/Query/orders.ts';
import { sellerOrder } from './resolvers/Query/sellerOrder.ts';
import { shopOrders } from './resolvers/Query/shopOrders.ts';
import { SellerOrder } from './resolvers/SellerOrder.ts';
import { SellerOrderConnection } from './resolvers/SellerOrderConnection.ts';
import { Shipment } from './resolvers/Shipment.ts';
import { Shop } from './resolvers/Shop.ts';
import { TrackingEvent } from './resolvers/TrackingEvent.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { order, myOrders, orders, sellerOrder, shopOrders },
  Mutation: { orderPlace, orderBuyNow, orderCancel, orderRefund, shipmentPack, shipmentShip, shipmentTrack },
  Order,
  OrderConnection,
  OrderLine,
  OrderTimelineEntry,
  OutOfStockLine,
  SellerOrder,
  SellerOrderConnection,
  Shipment,
  Shop,
  TrackingEvent,
};
