import { fulfillmentStatusOf } from '../domain/fulfillment-status.ts';
import type { SellerOrderModel } from '../mappers.ts';
import type { SellerOrderResolvers } from '../generated/resolvers-types.ts';
import { seesShop } from './sees-shop.ts';

export const SellerOrder: SellerOrderResolvers = {
  id: ({ part }) => part.id,
  version: ({ part }) => part.version,
  shop: ({ part }) => ({ __typename: 'Shop', id: part.shopId }),
  shopName: ({ part }) => part.shopName,
  lines: (model) => linesOf(model),
  shipments: (model) => shipmentsOf(model).map((shipment) => ({ order: model.order, shipment })),
  fulfillmentStatus: (model) => fulfillmentStatusOf({ lines: linesOf(model), shipments: shipmentsOf(model) }),
  deliveryName: ({ part }) => part.delivery.name,
  itemsTotal: ({ part }) => part.totals.items,
  deliveryTotal: ({ part }) => part.totals.delivery,
  taxTotal: ({ part }) => part.totals.tax,
  total: ({ part }) => part.totals.total,
  commission: async ({ part }, _, context) => ((await seesShop(context, part.shopId)) ? part.commission : null),
};

const linesOf = ({ order, part }: SellerOrderModel) => order.lines.filter((line) => line.sellerOrderId === part.id);
const shipmentsOf = ({ order, part }: SellerOrderModel) =>
  order.shipments.filter((shipment) => shipment.sellerOrderId === part.id);
