import type { GuestKey } from '../market/demo-addresses.ts';
import type { Moment } from '../seeding.ts';

export type Buyer = 'ada' | 'noor' | `guest:${GuestKey}`;

/** How the buyer behaves on the provider's page. */
export type PaymentStory = 'approve' | 'challenge' | 'declined-first' | 'never' | 'on-delivery';

export interface PlannedParcel {
  /** The shop's slug. */
  readonly shop: string;
  readonly carrier: 'DHL' | 'GLS' | 'Hermes';
  readonly packed: Moment;
  readonly shipped?: Moment;
  /** What the carrier tells on the way, in order. */
  readonly news?: readonly (readonly [news: News, at: Moment, location: string])[];
}
export type News = 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'FAILED' | 'DELIVERED';

export interface PlannedOrder {
  readonly key: string;
  readonly buyer: Buyer;
  readonly at: Moment;
  /** Quantities by SKU. */
  readonly lines: Readonly<Record<string, number>>;
  readonly payment: PaymentStory;
  readonly parcels?: readonly PlannedParcel[];
  readonly cancelledAt?: Moment;
  readonly refund?: { readonly at: Moment; readonly amountMinor: string; readonly reason: string };
}

const [LOOM, HEARTH, ORLA] = ['loom-and-thread', 'hearth-and-garden', 'orla-jewellery'] as const;

/** A parcel that is packed and shipped on one day and arrives three days later without trouble. */
const arrived = (shop: string, shippedDaysAgo: number, towns: readonly [string, string]): PlannedParcel => ({
  shop,
  carrier: 'DHL',
  packed: [shippedDaysAgo, '09:30'],
  shipped: [shippedDaysAgo, '16:00'],
  news: [
    ['IN_TRANSIT', [shippedDaysAgo - 1, '04:10'], towns[0]],
    ['OUT_FOR_DELIVERY', [shippedDaysAgo - 3, '07:45'], towns[1]],
    ['DELIVERED', [shippedDaysAgo - 3, '13:20'], towns[1]],
  ],
});

/** What was ordered before today. A part that arrived more than a return window ago completes its order. */
export const ORDER_PLAN: readonly PlannedOrder[] = [
  {
    key: 'first-shirts',
    buyer: 'ada',
    at: [52, '18:05'],
    lines: { 'LT-01-M': 1, 'LT-15-S': 2 },
    payment: 'approve',
    parcels: [arrived(LOOM, 51, ['Leipzig', 'Berlin'])],
  },
  {
    key: 'cream-sofa',
    buyer: 'noor',
    at: [47, '20:40'],
    lines: { 'HG-03-CREAM': 1, 'HG-08-50X50CM-RUST': 4 },
    payment: 'challenge',
    parcels: [arrived(HEARTH, 45, ['Lyon', 'Wien'])],
  },
  {
    key: 'gift-of-a-guest',
    buyer: 'guest:mathilde',
    at: [44, '12:15'],
    lines: { 'OJ-11-BLUE': 1 },
    payment: 'approve',
    parcels: [arrived(ORLA, 43, ['Dublin', 'Paris'])],
  },
  {
    key: 'two-shops',
    buyer: 'ada',
    at: [40, '19:30'],
    lines: { 'LT-05-M': 1, 'OJ-20-45CM': 1, 'OJ-02-GOLD-19CM': 1 },
    payment: 'approve',
    parcels: [arrived(LOOM, 39, ['Leipzig', 'Berlin']), arrived(ORLA, 38, ['Dublin', 'Berlin'])],
  },
  {
    key: 'cash-for-pots',
    buyer: 'ada',
    at: [35, '10:20'],
    lines: { 'HG-01-LARGE': 2, 'HG-10-YELLOW': 1 },
    payment: 'on-delivery',
    parcels: [arrived(HEARTH, 34, ['Freiburg', 'Berlin'])],
  },
  {
    key: 'second-thoughts',
    buyer: 'noor',
    at: [30, '21:10'],
    lines: { 'LT-06-M-COGNAC': 1 },
    payment: 'approve',
    cancelledAt: [30, '22:45'],
  },
  {
    key: 'declined-card',
    buyer: 'noor',
    at: [26, '17:00'],
    lines: { 'LT-03-M-OAT': 1 },
    payment: 'declined-first',
    parcels: [
      {
        ...arrived(LOOM, 25, ['Leipzig', 'Wien']),
        carrier: 'GLS',
        news: [
          ['IN_TRANSIT', [24, '05:00'], 'Passau'],
          ['OUT_FOR_DELIVERY', [23, '08:00'], 'Wien'],
          ['FAILED', [23, '14:30'], 'Wien'],
          ['DELIVERED', [22, '11:00'], 'Wien'],
        ],
      },
    ],
  },
  { key: 'forgotten', buyer: 'ada', at: [24, '23:15'], lines: { 'HG-02-COPPER': 1 }, payment: 'never' },
  {
    key: 'one-earring-scratched',
    buyer: 'noor',
    at: [13, '11:30'],
    lines: { 'OJ-05-CORAL': 1, 'OJ-21-GOLD-54': 1 },
    payment: 'approve',
    parcels: [arrived(ORLA, 12, ['Dublin', 'Wien'])],
    refund: { at: [7, '10:00'], amountMinor: '1000', reason: 'A scratch on one earring, kept at a lower price' },
  },
  {
    key: 'arrived-last-week',
    buyer: 'ada',
    at: [10, '08:50'],
    lines: { 'HG-15-WALNUT': 1, 'HG-18-300G': 3 },
    payment: 'approve',
    parcels: [arrived(HEARTH, 9, ['Lyon', 'Berlin'])],
  },
  {
    key: 'half-sent',
    buyer: 'guest:jonas',
    at: [5, '15:25'],
    lines: { 'LT-14-L': 1, 'HG-08-40X40CM-BROWN': 2 },
    payment: 'approve',
    parcels: [
      {
        shop: LOOM,
        carrier: 'Hermes',
        packed: [4, '09:30'],
        shipped: [4, '16:00'],
        news: [['IN_TRANSIT', [3, '03:50'], 'Leipzig']],
      },
    ],
  },
  {
    key: 'on-its-way',
    buyer: 'noor',
    at: [4, '13:45'],
    lines: { 'LT-08-L-NAVY': 1 },
    payment: 'approve',
    parcels: [
      {
        shop: LOOM,
        carrier: 'DHL',
        packed: [3, '09:30'],
        shipped: [3, '16:00'],
        news: [
          ['IN_TRANSIT', [2, '04:10'], 'Leipzig'],
          ['IN_TRANSIT', [1, '05:30'], 'Passau'],
        ],
      },
    ],
  },
  {
    key: 'packed',
    buyer: 'ada',
    at: [2, '19:05'],
    lines: { 'OJ-06-38CM': 1 },
    payment: 'approve',
    parcels: [{ shop: ORLA, carrier: 'DHL', packed: [1, '09:30'] }],
  },
  { key: 'to-be-packed', buyer: 'noor', at: [1, '12:40'], lines: { 'HG-12-24PIECES': 2 }, payment: 'approve' },
  { key: 'cash-to-be-packed', buyer: 'ada', at: [1, '14:10'], lines: { 'LT-10-TAN': 1 }, payment: 'on-delivery' },
];

/** Ordered now and not paid yet. */
export const UNPAID_PLAN: readonly Omit<PlannedOrder, 'at'>[] = [
  { key: 'waiting', buyer: 'ada', lines: { 'LT-17-50': 1 }, payment: 'never' },
  { key: 'guest-waiting', buyer: 'guest:jonas', lines: { 'OJ-24-58': 1 }, payment: 'never' },
];

/** Put into carts and not ordered. */
export const CART_PLAN: Readonly<Record<'noor' | 'guest', Readonly<Record<string, number>>>> = {
  noor: { 'LT-18-S-PETROL': 2, 'HG-17-MOSS': 4, 'OJ-23-52': 1 },
  guest: { 'OJ-18-45CM': 1, 'HG-09-16CM': 2 },
};

/** What the plans want, so that it is in stock. */
export const ORDERED_SKUS: ReadonlySet<string> = new Set(
  [...ORDER_PLAN, ...UNPAID_PLAN, ...Object.values(CART_PLAN).map((lines) => ({ lines }))].flatMap(({ lines }) =>
    Object.keys(lines),
  ),
);
