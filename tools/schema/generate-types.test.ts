import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { generateTypes } from './generate-types.ts';
import { plant, plantedSubgraphs } from './planted-subgraphs.ts';
import { buildRegistry } from './registry.ts';
import { writeRegistry } from './registry-on-disk.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const RESOLVERS = 'subgraphs/orders/src/generated/resolvers-types.ts';
const OPERATIONS = 'subgraphs/orders/src/generated/operations.ts';
const MAPPERS = 'subgraphs/orders/src/mappers.ts';
const roots: string[] = [];
const tree = (files?: Readonly<Record<string, string>>): string => {
  const root = plantedSubgraphs(files);
  roots.push(root);
  writeRegistry(root, buildRegistry(root, []).files);
  return root;
};
const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true })));

describe('generated types', () => {
  test('are written once and left alone until their source changes', async () => {
    const root = tree();
    expect((await generateTypes(root)).changed.toSorted()).toEqual([
      'subgraphs/carts/src/generated/resolvers-types.ts',
      OPERATIONS,
      RESOLVERS,
    ]);
    expect((await generateTypes(root)).changed).toEqual([]);
    plant(root, 'subgraphs/orders/src/schema/order-note.graphql', 'extend type Order { note: String }');
    expect((await generateTypes(root)).changed).toEqual([RESOLVERS]);
  });

  test('resolve a type of the graph from the model that mappers.ts exports for it', async () => {
    const root = tree({
      [MAPPERS]: "export type { Row as OrderModel } from './row.ts';\nexport interface CartModel { id: string }\n",
    });
    await generateTypes(root);
    expect(read(root, RESOLVERS)).toMatch(/^import type \{ .*OrderModel.* \} from '\.\.\/mappers\.ts';$/m);
    expect(read(root, RESOLVERS)).toContain('  Order: ResolverTypeWrapper<OrderModel>;');
    expect(read(root, RESOLVERS)).toContain('  Cart: ResolverTypeWrapper<CartModel>;');
  });

  test('are refused for a model of a type that the schema does not have', async () => {
    const root = tree({ [MAPPERS]: 'export type OrdrModel = string;\n' });
    await expect(generateTypes(root)).rejects.toThrow('the schema has no type Ordr');
  });

  test('ask for no resolver of an event field', async () => {
    const root = tree({
      'subgraphs/orders/src/schema/order-updates.graphql': 'extend type Subscription { orderUpdated(id: ID!): Order }',
    });
    await generateTypes(root);
    expect(read(root, RESOLVERS)).toMatch(/export type Resolvers<[^]*\n {2}Subscription\?: /);
  });

  test('are refused for a scalar that nobody gave a type', async () => {
    const root = tree({ 'subgraphs/orders/src/schema/odd.graphql': 'scalar Odd\nextend type Order { odd: Odd }' });
    await expect(generateTypes(root)).rejects.toThrow('Odd');
  });

  test('leave out an operation that the graph does not answer, name it, and write the others', async () => {
    const path = 'schema/operations/commands/CartWeight.graphql';
    const root = tree({ [path]: '# asked by: orders\nquery CartWeight { cart(id: "x") { weight } }\n' });
    expect((await generateTypes(root)).faults).toEqual([`${path}:2: Cannot query field "weight" on type "Cart".`]);
    expect(read(root, OPERATIONS)).toContain('export const cartForOrder:');
    expect(read(root, OPERATIONS)).not.toContain('cartWeight');
  });

  test('let a resolver and a command compile that keep to the schema, and none that strays from it', async () => {
    const root = tree({
      [MAPPERS]: 'export interface OrderModel { readonly id: string; readonly placed?: Date }\n',
      'subgraphs/orders/src/context.ts': 'export interface Context { readonly viewer: string }\n',
      'subgraphs/orders/src/right.ts': RIGHT,
      'subgraphs/orders/src/wrong.ts': WRONG,
      'kit/kernel.ts': 'export interface Money { readonly amountMinor: number; readonly currencyCode: string }\n',
      'kit/kit.ts': 'export interface TypedOperation<R, V> { id: string; document: string; __types?: (v: V) => R }\n',
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig(),
    });
    await generateTypes(root);
    symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
    const complaints = compile(root)
      .split('\n')
      .filter((line) => line.includes('error TS'));
    expect(complaints.map((line) => line.replace(/: error.*/, ''))).toEqual([
      'subgraphs/orders/src/wrong.ts(5,18)',
      'subgraphs/orders/src/wrong.ts(7,40)',
      'subgraphs/orders/src/wrong.ts(9,42)',
    ]);
  });
});

const RIGHT = `
import type { MutationResolvers, OrderResolvers } from './generated/resolvers-types.ts';
import { cartForOrder } from './generated/operations.ts';
export const orderCancel: MutationResolvers['orderCancel'] = (_, { input }, { viewer }) => ({
  order: { id: input.orderId + viewer },
  userErrors: [{ __typename: 'NotFound', message: String(input.expectedVersion) }],
});
export const Order: OrderResolvers = { placedAt: ({ placed }) => placed, cart: ({ id }) => ({ id }) };
type Result = typeof cartForOrder extends { __types?: (v: infer V) => infer R } ? [V, R] : never;
export const asked: Result = [{ id: 'cart' }, { cart: { id: '', updatedAt: '', kind: 'OPEN', total: null } }];
`;
const WRONG = `import type { MutationResolvers, OrderResolvers } from './generated/resolvers-types.ts';
import type { CartForOrderQuery } from './generated/operations.ts';
export const orderCancel: MutationResolvers['orderCancel'] = () => ({
  order: { id: 'x' },
  userErrors: [{ code: 'NOT_FOUND' }],
});
export const Order: OrderResolvers = { placedAt: ({ placed, id }) => { return Number(id) + Number(placed); } };
export const asked = (answer: CartForOrderQuery): number =>
  answer.cart === null ? 0 : answer.cart.weight;
`;

const tsconfig = () =>
  JSON.stringify({
    compilerOptions: {
      ...(JSON.parse(readFileSync(join(REPOSITORY, 'tsconfig.json'), 'utf8')) as { compilerOptions: object })
        .compilerOptions,
      incremental: false,
      tsBuildInfoFile: null,
      types: [],
      paths: { '@stoa/subgraph-kit': ['./kit/kit.ts'], '@stoa/kernel': ['./kit/kernel.ts'] },
    },
    include: ['subgraphs/*/src'],
    exclude: ['subgraphs/carts'],
  });

function compile(root: string): string {
  try {
    return execFileSync(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '-p', root], {
      cwd: root,
      encoding: 'utf8',
    });
  } catch (failure) {
    return (failure as { stdout: string }).stdout;
  }
}
