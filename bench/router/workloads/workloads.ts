import { GATEWAYS_QUERY } from '../fixtures/gateways.ts';
import { readMarket, SORTS } from '../fixtures/market.ts';
import { document } from '../../storefront/operations/documents.ts';
import { coldOperations } from './cold-operations.ts';
import { bodyOf, type Workload } from './workload.ts';

/** Distinct operations of one round of `cold`. */
export const COLD_OPERATIONS = 200;
/** At their end: those that answers are compared with, so that no router has seen the others before. */
export const COMPARED_COLD = 6;

/** All workloads in the order in which they are measured, those on one graph together. */
export const workloads = ({ rounds }: { readonly rounds: number }): readonly Workload[] => [
  ...storefrontWorkloads(rounds),
  {
    ...LOAD,
    name: 'gateways',
    title: 'public benchmark, 102 kB',
    fixture: 'gateways',
    patience: 2,
    bodies: [bodyOf(GATEWAYS_QUERY)],
  },
  {
    ...LOAD,
    name: 'representations',
    title: '5 × 1,000 representations',
    fixture: 'bulk',
    connections: 4,
    patience: 2,
    bodies: range(20).map((n) => bodyOf(REPRESENTATIONS, { first: 1_000, from: n * 500 })),
  },
  {
    ...LOAD,
    name: 'large',
    title: '8 MB answer',
    fixture: 'bulk',
    connections: 2,
    patience: 3,
    bodies: range(5).map((n) => bodyOf(LARGE, { first: 13_000, from: n * 100 })),
  },
];

const LOAD = { kind: 'load', connections: 16, patience: 1 } as const;

function storefrontWorkloads(rounds: number): readonly Workload[] {
  const { handles, slugs } = readMarket();
  const fixture = 'storefront';
  const coldCount = COLD_OPERATIONS * rounds + COMPARED_COLD;
  return [
    {
      ...{ ...LOAD, name: 'product-page', title: 'ProductPage', fixture },
      bodies: handles.map((handle) => bodyOf(document('product-page'), { handle })),
    },
    {
      ...{ ...LOAD, name: 'category-page', title: 'CategoryPage', fixture },
      bodies: SORTS.flatMap((sort) => slugs.map((slug) => bodyOf(document('category-page'), { slug, sort }))),
    },
    {
      ...{ ...LOAD, name: 'small', title: 'one field', fixture },
      bodies: handles.map((handle) => bodyOf(SMALL, { handle })),
    },
    {
      ...{
        ...LOAD,
        name: 'cold',
        title: `${COLD_OPERATIONS} operations never seen`,
        fixture,
        kind: 'cold',
        connections: 1,
      },
      bodies: coldOperations({ count: coldCount }, handles),
    },
  ];
}

/** The one-field query of the storefront; its variable is `handle`. */
export const SMALL = 'query SmallQuery($handle: String!) { productByHandle(handle: $handle) { title } }';
const REPRESENTATIONS = `query Representations($first: Int!, $from: Int!) {
  items(first: $first, from: $from) { id name stock price rating weight badge } }`;
const LARGE = `query Large($first: Int!, $from: Int!) {
  items(first: $first, from: $from) { id name description createdAt tags size { width height depth } } }`;

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
