import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plantedTree } from './planted-tree.ts';

const CHECK = join(import.meta.dirname, 'check-architecture.ts');
const RULES = join(import.meta.dirname, '../../.dependency-cruiser.mjs');
const ORDERS = 'subgraphs/orders/src';

/** Every way to take something from another file. */
const WAYS = {
  value: (to: string) => `import { thing } from '${to}';\nexport const planted = thing;\n`,
  'side effect': (to: string) => `import '${to}';\n`,
  dynamic: (to: string) => `export const planted = () => import('${to}');\n`,
  're-export': (to: string) => `export { thing } from '${to}';\n`,
  'star re-export': (to: string) => `export * from '${to}';\n`,
  'half a type': (to: string) => `import { type Thing, thing } from '${to}';\nexport const planted: Thing = thing;\n`,
  type: (to: string) => `import type { Thing } from '${to}';\nexport type Planted = Thing;\n`,
  'type re-export': (to: string) => `export type { Thing } from '${to}';\n`,
  'type expression': (to: string) => `export type Planted = import('${to}').Thing;\n`,
};
type Way = keyof typeof WAYS;
const AS_TYPE: readonly Way[] = ['type', 'type re-export', 'type expression'];
const ANY_WAY = Object.keys(WAYS) as Way[];
const AS_VALUE = ANY_WAY.filter((way) => !AS_TYPE.includes(way));

/** [rule, folder of the planted file, what it imports, ways that must be caught] */
const VIOLATIONS: readonly (readonly [rule: string, folder: string, to: string, ways: readonly Way[]])[] = [
  ['subgraphs-meet-only-through-contracts', `${ORDERS}/commands`, '@stoa/carts', ANY_WAY],
  ['subgraphs-meet-only-through-contracts', `${ORDERS}/commands`, '../../../carts/src/domain/cart.ts', ANY_WAY],
  ['subgraphs-meet-only-through-contracts', 'subgraphs/orders/test', '@stoa/carts', ANY_WAY],
  ['subgraphs-meet-only-through-contracts', 'subgraphs/orders/test', '@stoa/carts/src/domain/cart.ts', ANY_WAY],
  ['subgraphs-meet-only-through-contracts', 'subgraphs/orders/test', '@stoa/users', ANY_WAY],
  ['subgraphs-meet-only-through-contracts', 'apps/explorer/src', '@stoa/carts', ANY_WAY],
  ['subgraphs-meet-only-through-contracts', 'tools', '@stoa/carts', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, 'node:crypto', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, 'fs', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, 'zod', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, '@stoa/platform', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, '@stoa/subgraph-kit', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, '../commands/cancel-order.ts', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, '../persistence/order-repository.ts', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, '../generated/resolvers-types.ts', ANY_WAY],
  ['domain-is-pure', `${ORDERS}/domain`, 'a-package-nobody-installed', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/resolvers/Mutation`, '../../persistence/order-repository.ts', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/resolvers/Mutation`, '../../providers/stripe.ts', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/resolvers/Mutation`, '../../domain/order.ts', AS_VALUE],
  ['every-door-leads-to-a-command', `${ORDERS}/events`, '../persistence/order-repository.ts', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/events`, '../providers/stripe.ts', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/events`, '../domain/order.ts', AS_VALUE],
  ['every-door-leads-to-a-command', `${ORDERS}/jobs`, '../persistence/order-repository.ts', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/jobs`, '../domain/order.ts', AS_VALUE],
  ['every-door-leads-to-a-command', `${ORDERS}/http`, '../persistence/order-repository.ts', ANY_WAY],
  ['every-door-leads-to-a-command', `${ORDERS}/http`, '../domain/order.ts', AS_VALUE],
  ['providers-stand-behind-their-port', `${ORDERS}/jobs`, '../providers/stripe.ts', AS_VALUE],
  ['providers-stand-behind-their-port', `${ORDERS}/commands`, '../providers/stripe.ts', AS_VALUE],
  ['providers-stand-behind-their-port', `${ORDERS}/http`, '../providers/stripe.ts', AS_VALUE],
  ['providers-stand-behind-their-port', ORDERS, './providers/stripe.ts', AS_VALUE],
  ['rooms-are-wired-by-the-front-door', `${ORDERS}/commands`, '../persistence/order-repository.ts', AS_VALUE],
  ['rooms-are-wired-by-the-front-door', `${ORDERS}/resolvers/Query`, '../../persistence/order-repository.ts', AS_VALUE],
  ['rooms-are-wired-by-the-front-door', ORDERS, './persistence/order-repository.ts', AS_VALUE],
  ...['resolvers/Query', 'resolvers', 'commands', 'events', 'domain'].flatMap((room) =>
    ['pg', '@prisma/client', `${'../'.repeat(room.split('/').length)}generated/prisma/client.ts`, 'pg/lib/pool.js'].map(
      (to) => ['resolvers-hold-no-prisma', `${ORDERS}/${room}`, to, ANY_WAY] as const,
    ),
  ),
  ['resolvers-hold-no-prisma', 'subgraphs/carts/src/commands', '../generated/prisma/client.ts', ANY_WAY],
  ['persistence-only-holds-the-database', `${ORDERS}/jobs`, 'pg', ANY_WAY],
  ['persistence-only-holds-the-database', `${ORDERS}/http`, '../generated/prisma/client.ts', ANY_WAY],
  ['persistence-only-holds-the-database', `${ORDERS}/providers`, '@prisma/client', ANY_WAY],
  ['persistence-only-holds-the-database', ORDERS, 'pg', ANY_WAY],
  ['kernel-stands-alone', 'packages/kernel/src', 'zod', ANY_WAY],
  ['kernel-stands-alone', 'packages/kernel/src', 'node:fs', ANY_WAY],
  ['kernel-stands-alone', 'packages/kernel/src', '@stoa/contracts', ANY_WAY],
  ['kernel-stands-alone', 'packages/kernel/src', '../../contracts/src/contracts.ts', ANY_WAY],
  ['contracts-know-only-the-kernel', 'packages/contracts/src', '@stoa/platform', ANY_WAY],
  ['contracts-know-only-the-kernel', 'packages/contracts/src', 'node:crypto', ANY_WAY],
  ['contracts-know-only-the-kernel', 'packages/contracts/src', 'graphql', ANY_WAY],
  ['packages-know-no-subgraph', 'packages/platform/src', '@stoa/orders', ANY_WAY],
  ['packages-know-no-subgraph', 'packages/testing/src', '@stoa/orders', ANY_WAY],
  ['packages-know-no-subgraph', 'packages/testing/src', '../../../subgraphs/orders/test/an-order.ts', ANY_WAY],
  ['packages-know-no-subgraph', 'packages/subgraph-kit/src', '@stoa/router', ANY_WAY],
  ['messaging-knows-no-graphql', 'packages/messaging/src', 'graphql', ANY_WAY],
  ['messaging-knows-no-graphql', 'packages/messaging/src', '@apollo/subgraph', ANY_WAY],
  ['messaging-knows-no-graphql', 'packages/messaging/src', '@stoa/subgraph-kit', ANY_WAY],
  ['router-knows-no-subgraph', 'router/src', '@stoa/orders', ANY_WAY],
  ['router-knows-no-subgraph', 'router/src', '../../subgraphs/orders/src/subgraph.ts', ANY_WAY],
  ['router-knows-no-subgraph', 'router/src', '@stoa/embedded', ANY_WAY],
  ['one-door-per-package', `${ORDERS}/commands`, '@stoa/kernel/src/id.ts', ANY_WAY],
  ['one-door-per-package', `${ORDERS}/commands`, '../../../../packages/kernel/src/id.ts', ANY_WAY],
  ['one-door-per-package', `${ORDERS}/commands`, '../../../../packages/kernel/src/kernel.ts', ANY_WAY],
  ['one-door-per-package', 'packages/messaging/src', '../../kernel/src/kernel.ts', ANY_WAY],
  ['one-door-per-package', 'router/src', '@stoa/subgraph-kit/src/x.ts', ANY_WAY],
  ['one-door-per-package', 'router/src', '../../packages/kernel/src/id.ts', ANY_WAY],
  ['one-door-per-package', 'apps/embedded/src', '../../../subgraphs/orders/src/domain/order.ts', ANY_WAY],
  ['one-door-per-package', 'e2e/checkout', '../../subgraphs/orders/src/domain/order.ts', ANY_WAY],
  ['no-tests-in-product', `${ORDERS}/commands`, '@stoa/testing', ANY_WAY],
  ['no-tests-in-product', `${ORDERS}/commands`, '../../test/an-order.ts', ANY_WAY],
  ['no-tests-in-product', `${ORDERS}/commands`, '@jest/globals', ANY_WAY],
  ['no-tests-in-product', `${ORDERS}/commands`, '../domain/order.test.ts', ANY_WAY],
  ['no-tests-in-product', 'packages/platform/src', '@stoa/testing', ANY_WAY],
  ['not-to-dev-dependency', 'subgraphs/needy/src/persistence', 'zod', AS_VALUE],
  ['what-is-imported-is-declared', `${ORDERS}/commands`, 'kafkajs', ANY_WAY],
  ['what-is-imported-exists', `${ORDERS}/commands`, './gone.ts', ANY_WAY],
];
const NEEDY = JSON.stringify({ name: '@stoa/needy', type: 'module', devDependencies: { zod: '*' } });

const planted = VIOLATIONS.flatMap(([rule, folder, to, ways], row) =>
  ways.map((way) => ({
    rule,
    to,
    way,
    file: `${folder}/planted-${row}-${ANY_WAY.indexOf(way)}.ts`,
    text: WAYS[way](to),
  })),
);
/** Two files that need each other, for every way of needing. */
const CYCLES = ANY_WAY.map((way, index) => ({
  way,
  first: `${ORDERS}/commands/circle-${index}-a.ts`,
  files: {
    [`${ORDERS}/commands/circle-${index}-a.ts`]: WAYS[way](`./circle-${index}-b.ts`),
    [`${ORDERS}/commands/circle-${index}-b.ts`]: WAYS.type(`./circle-${index}-a.ts`),
  },
}));

describe('the architecture check', () => {
  let caught: ReadonlyMap<string, ReadonlySet<string>>;
  const trees: string[] = [];

  beforeAll(() => {
    const tree = plantedTree({
      'subgraphs/needy/package.json': NEEDY,
      ...Object.fromEntries(planted.map(({ file, text }) => [file, text])),
      ...Object.assign({}, ...CYCLES.map(({ files }) => files)),
    });
    trees.push(tree);
    caught = breachesOf(tree);
  });
  afterAll(() => trees.forEach((tree) => rmSync(tree, { recursive: true })));

  test('finds nothing in a house with every room in its place', () => {
    const tree = plantedTree({});
    trees.push(tree);
    expect(reportOf(tree)).toMatch(/^architecture: 0 breaches in \d\d modules$/m);
  });

  test('has no rule without a planted violation', async () => {
    const { default: rules } = (await import(RULES)) as { default: { forbidden: { name: string }[] } };
    expect(new Set([...VIOLATIONS.map(([rule]) => rule), 'no-cycles'])).toEqual(
      new Set(rules.forbidden.map(({ name }) => name)),
    );
  });

  test.each(planted)('$rule catches $file, which takes $to by $way', ({ rule, file }) => {
    expect([...(caught.get(file) ?? [])]).toContain(rule);
  });

  test.each(CYCLES)('no-cycles catches two files that need each other by $way', ({ first }) => {
    expect([...(caught.get(first) ?? [])]).toContain('no-cycles');
  });
});

function breachesOf(tree: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, rule = '', from = ''] of reportOf(tree).matchAll(/^([a-z-]+): (\S+) → /gm))
    found.set(from, (found.get(from) ?? new Set()).add(rule));
  return found;
}

function reportOf(tree: string): string {
  try {
    return execFileSync(process.execPath, [CHECK], { cwd: tree, encoding: 'utf8', stdio: 'pipe' });
  } catch (failure) {
    // Breaches end the check with exit code 1; anything else leaves nothing to match and fails the tests.
    return (failure as { stderr: string }).stderr;
  }
}
