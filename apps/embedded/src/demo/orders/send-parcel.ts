import { createHash } from 'node:crypto';
import type { Market } from '../market/market.ts';
import type { Seeding } from '../seeding.ts';
import type { News, PlannedParcel } from './order-plan.ts';
import type { Ordered } from './ordered.ts';

interface Parcel {
  readonly ordered: Ordered;
  readonly plan: PlannedParcel;
}

const nameOf = ({ ordered, plan }: Parcel) => `${ordered.key}:${plan.shop}`;

/** Packs everything that the shop sold in the order into one parcel. */
export const pack = async (seeding: Seeding, market: Market, parcel: Parcel): Promise<void> => {
  const { ordered } = parcel;
  const shop = shopOf(market, parcel);
  await seeding.step(`parcel:${nameOf(parcel)}`, async () => {
    const { order } = await seeding.ask<{ order: { sellerOrders: { id: string; shop: { id: string } }[] } }>({
      of: 'orders',
      as: ordered.buyer,
      query: 'query($id: ID!) { order(id: $id) { sellerOrders { id shop { id } } } }',
      variables: { id: ordered.id },
    });
    const { sellerOrder } = await seeding.tell<{ sellerOrder: { shipments: { id: string }[] } }>({
      of: 'orders',
      as: shop.caller,
      mutation: 'shipmentPack',
      input: {
        sellerOrderId: order.sellerOrders.find((part) => part.shop.id === shop.id)?.id,
        idempotencyKey: `demo:pack:${nameOf(parcel)}`,
      },
      answer: 'sellerOrder { shipments { id } }',
    });
    return sellerOrder.shipments.at(-1)?.id;
  });
};

/** Hands the parcel to its carrier. */
export const ship = async (seeding: Seeding, market: Market, parcel: Parcel): Promise<void> => {
  await seeding.tell({
    of: 'orders',
    as: shopOf(market, parcel).caller,
    mutation: 'shipmentShip',
    input: {
      shipmentId: await shipmentOf(seeding, parcel),
      carrier: parcel.plan.carrier,
      trackingNumber: trackingNumberOf(nameOf(parcel)),
      idempotencyKey: `demo:ship:${nameOf(parcel)}`,
    },
    answer: 'sellerOrder { id }',
  });
};

/** Records what the carrier tells; `nth` tells apart news of one kind. */
export const track = async (
  seeding: Seeding,
  market: Market,
  { news, location, nth, ...parcel }: Parcel & { news: News; location: string; nth: number },
): Promise<void> => {
  await seeding.tell({
    of: 'orders',
    as: shopOf(market, parcel).caller,
    mutation: 'shipmentTrack',
    input: {
      shipmentId: await shipmentOf(seeding, parcel),
      status: news,
      location,
      idempotencyKey: `demo:track:${nameOf(parcel)}:${nth}`,
    },
    answer: 'sellerOrder { id }',
  });
};

const shipmentOf = (seeding: Seeding, parcel: Parcel) =>
  seeding.step<string>(`parcel:${nameOf(parcel)}`, () =>
    Promise.reject(new RangeError(`${nameOf(parcel)} is not packed`)),
  );

function shopOf({ shops }: Market, { plan }: Parcel) {
  const shop = shops[plan.shop];
  if (!shop) throw new RangeError(`There is no shop ${plan.shop}`);
  return shop;
}

// Twelve digits, the same at every start.
const trackingNumberOf = (name: string) =>
  `JD${BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 16)}`)
    .toString()
    .padStart(12, '0')
    .slice(0, 12)}`;
