import type { Market } from '../market/market.ts';
import type { Moment, Seeding } from '../seeding.ts';
import { follow } from './follow-order.ts';
import type { PlannedOrder, PlannedParcel } from './order-plan.ts';
import type { Ordered } from './ordered.ts';
import { payOrder } from './pay-order.ts';
import { placeOrder } from './place-order.ts';
import { pack, ship, track } from './send-parcel.ts';

/** One thing that happens to an order at an instant of the market's past. */
export interface Happening {
  readonly name: string;
  readonly at: Date;
  /** Nothing of what it causes looks at the clock (no mail, no call to the provider): the clock may move on at once. */
  readonly leavesOnlyEvents: boolean;
  readonly run: () => Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const TIME_TO_PAY_MS = 31 * MINUTE_MS;
const RETURN_WINDOW_MS = 14 * DAY_MS + 10 * MINUTE_MS;

/** Everything that is planned for an order, from its placement on. */
export const happeningsOf = (seeding: Seeding, market: Market, plan: PlannedOrder): readonly Happening[] => {
  const { key, payment, parcels = [], cancelledAt, refund } = plan;
  const placedAt = seeding.instantOf(plan.at);
  const ordered = async (): Promise<Ordered> => {
    const placed = await placeOrder(seeding, market, plan);
    if (!placed) throw new RangeError(`Order ${key} found too little stock: its SKU belongs into the stock plan`);
    return placed;
  };
  const happening = (name: string, at: Date, run: (order: Ordered) => Promise<unknown>): Happening => ({
    name: `${key}:${name}`,
    at,
    leavesOnlyEvents: false,
    run: async () => {
      await run(await ordered());
    },
  });
  const placed = happening('placed', placedAt, (order) => follow(seeding, order, ({ status }) => status !== 'PENDING'));
  return [
    ...(payment === 'never'
      ? [placed, happening('expired', after(placedAt, TIME_TO_PAY_MS), (order) => expire(seeding, order))]
      : [
          eventsOnly(placed),
          happening('paid', after(placedAt, 2 * MINUTE_MS), (order) => payOrder(seeding, order, payment)),
        ]),
    ...parcels.flatMap((parcel) => parcelHappenings({ seeding, market, parcel, happening })),
    ...(cancelledAt ? [happening('cancelled', seeding.instantOf(cancelledAt), (order) => cancel(seeding, order))] : []),
    ...(refund
      ? [happening('refunded', seeding.instantOf(refund.at), (order) => giveBack(seeding, market, { order, refund }))]
      : []),
    ...completion(seeding, parcels).map((at) =>
      eventsOnly(happening('completed', at, (order) => complete(seeding, order))),
    ),
  ];
};

const eventsOnly = (one: Happening): Happening => ({ ...one, leavesOnlyEvents: true });
const after = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

function parcelHappenings({ seeding, market, parcel: plan, happening }: ParcelStory): readonly Happening[] {
  const { shop, packed, shipped, news = [] } = plan;
  return [
    eventsOnly(
      happening(`packed:${shop}`, seeding.instantOf(packed), (ordered) => pack(seeding, market, { ordered, plan })),
    ),
    ...(shipped
      ? [
          happening(`shipped:${shop}`, seeding.instantOf(shipped), (ordered) =>
            ship(seeding, market, { ordered, plan }),
          ),
        ]
      : []),
    ...news.map(([what, at, location], nth) => {
      const told = happening(`news:${shop}:${nth}`, seeding.instantOf(at), (ordered) =>
        track(seeding, market, { ordered, plan, news: what, location, nth }),
      );
      return what === 'DELIVERED' ? told : eventsOnly(told);
    }),
  ];
}

interface ParcelStory {
  readonly seeding: Seeding;
  readonly market: Market;
  readonly parcel: PlannedParcel;
  readonly happening: (name: string, at: Date, run: (order: Ordered) => Promise<unknown>) => Happening;
}

// Orders that are still within the return window are not completed yet.
function completion(seeding: Seeding, parcels: readonly PlannedParcel[]): Date[] {
  const arrivals = parcels.map(({ news = [] }) => news.find(([what]) => what === 'DELIVERED')?.[1]);
  if (arrivals.length === 0 || arrivals.includes(undefined)) return [];
  const last = Math.max(...arrivals.map((moment) => seeding.instantOf(moment as Moment).getTime()));
  const at = new Date(last + RETURN_WINDOW_MS);
  return at < seeding.instantOf([1, '00:00']) ? [at] : [];
}

async function expire(seeding: Seeding, order: Ordered): Promise<void> {
  await seeding.stoa.subgraphs['orders']?.runJob('expire-unpaid-orders');
  await follow(seeding, order, ({ status }) => status === 'EXPIRED');
}

async function complete(seeding: Seeding, order: Ordered): Promise<void> {
  await seeding.stoa.subgraphs['orders']?.runJob('complete-delivered-orders');
  await follow(seeding, order, ({ status }) => status === 'COMPLETED');
}

async function cancel(seeding: Seeding, order: Ordered): Promise<void> {
  await seeding.tell({
    of: 'orders',
    as: order.buyer,
    mutation: 'orderCancel',
    input: { orderId: order.id, reason: 'CHANGED_MIND', idempotencyKey: `demo:cancel:${order.key}` },
    answer: 'order { id }',
  });
  await follow(seeding, order, ({ status, paymentStatus }) => status === 'CANCELLED' && paymentStatus === 'REFUNDED');
}

async function giveBack(
  seeding: Seeding,
  { people }: Market,
  { order, refund: { amountMinor, reason } }: { order: Ordered; refund: NonNullable<PlannedOrder['refund']> },
): Promise<void> {
  await seeding.tell({
    of: 'orders',
    as: people.support.caller,
    mutation: 'orderRefund',
    input: { orderId: order.id, amountMinor, reason, idempotencyKey: `demo:refund:${order.key}` },
    answer: 'order { id }',
  });
  await follow(
    seeding,
    order,
    ({ refunds }) => refunds.length > 0 && refunds.every(({ status }) => status === 'SUCCEEDED'),
  );
}
