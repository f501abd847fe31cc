import type { PersonKey } from './market.ts';

export interface ShopPlan {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly owner: PersonKey;
  readonly staff: readonly PersonKey[];
  readonly commissionBasisPoints: number;
  readonly deliveryRates: readonly Readonly<Record<string, unknown>>[];
  readonly locations: readonly {
    readonly kind: 'WAREHOUSE' | 'STORE';
    readonly name: string;
    readonly address: string;
  }[];
}

const NEIGHBORS = ['DE', 'AT', 'FR', 'NL', 'CH'];

export const SHOP_PLANS: readonly ShopPlan[] = [
  {
    slug: 'loom-and-thread',
    name: 'Loom & Thread',
    description: 'Clothing from small European makers: shirts, knitwear and jackets that last more than a season.',
    owner: 'loom',
    staff: ['staff'],
    commissionBasisPoints: 1_200,
    deliveryRates: [
      { code: 'STANDARD', name: 'Parcel', price: '4.90', freeFrom: '80.00', minDays: 2, maxDays: 4 },
      { code: 'EXPRESS', name: 'Express by noon', price: '11.90', countries: ['DE', 'AT'], minDays: 1, maxDays: 1 },
    ],
    locations: [
      { kind: 'WAREHOUSE', name: 'Warehouse Leipzig', address: 'Messe-Allee 4, 04356 Leipzig, DE' },
      { kind: 'STORE', name: 'Store Berlin Mitte', address: 'Alte Schönhauser Straße 12, 10119 Berlin, DE' },
    ],
  },
  {
    slug: 'hearth-and-garden',
    name: 'Hearth & Garden',
    description: 'Furniture, light and everything green, for rooms to live in and gardens to work in.',
    owner: 'hearth',
    staff: [],
    commissionBasisPoints: 800,
    deliveryRates: [
      {
        code: 'STANDARD',
        name: 'Parcel',
        price: '6.90',
        freeFrom: '150.00',
        countries: NEIGHBORS,
        minDays: 3,
        maxDays: 5,
      },
      { code: 'FREIGHT', name: 'Freight, to the room', price: '49.00', countries: NEIGHBORS, minDays: 7, maxDays: 14 },
    ],
    locations: [
      { kind: 'WAREHOUSE', name: 'Warehouse Lyon', address: '12 avenue Tony Garnier, 69007 Lyon, FR' },
      { kind: 'STORE', name: 'Nursery Freiburg', address: 'Opfinger Straße 30, 79114 Freiburg, DE' },
    ],
  },
  {
    slug: 'orla-jewellery',
    name: 'Orla Jewellery',
    description: 'Rings, necklaces and earrings in gold and silver, made by hand in a workshop in Galway.',
    owner: 'orla',
    staff: [],
    commissionBasisPoints: 1_500,
    deliveryRates: [
      { code: 'STANDARD', name: 'Insured letter', price: '3.50', freeFrom: '60.00', minDays: 3, maxDays: 6 },
      { code: 'EXPRESS', name: 'Courier', price: '14.00', minDays: 1, maxDays: 2 },
    ],
    locations: [
      { kind: 'WAREHOUSE', name: 'Workshop Galway', address: 'Middle Street 9, Galway, IE' },
      { kind: 'STORE', name: 'Store Dublin', address: 'Drury Street 31, Dublin 2, IE' },
    ],
  },
];
