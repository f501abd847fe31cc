import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small house with every room in it, in a fresh temporary folder, plus the files given; returns its path. */
export const plantedTree = (planted: Readonly<Record<string, string>>): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'stoa-architecture-')));
  write(root, { ...CLEAN, ...thirdParties(), ...planted });
  mkdirSync(join(root, 'node_modules/@stoa'), { recursive: true });
  for (const [name, folder] of Object.entries(WORKSPACES))
    symlinkSync(join('../..', folder), join(root, 'node_modules/@stoa', name));
  return root;
};

const WORKSPACES = {
  kernel: 'packages/kernel',
  contracts: 'packages/contracts',
  messaging: 'packages/messaging',
  platform: 'packages/platform',
  'subgraph-kit': 'packages/subgraph-kit',
  testing: 'packages/testing',
  orders: 'subgraphs/orders',
  carts: 'subgraphs/carts',
  router: 'router',
  embedded: 'apps/embedded',
};
const THIRD_PARTIES = ['pg', 'zod', 'graphql', '@prisma/client', '@apollo/subgraph', '@jest/globals', 'kafkajs'];

const manifest = (name: string, door: string, ...needs: string[]) =>
  JSON.stringify({
    name: `@stoa/${name}`,
    type: 'module',
    exports: `./src/${door}.ts`,
    dependencies: Object.fromEntries(needs.map((need) => [need, '*'])),
  });
const thing = 'export interface Thing { id: string }\nexport const thing = 1;\n';
const subgraphNeeds = ['@stoa/kernel', '@stoa/contracts', '@stoa/subgraph-kit', 'graphql', 'pg', '@prisma/client'];

const CLEAN: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'stoa', type: 'module', devDependencies: { '@jest/globals': '*', zod: '*' } }),
  'packages/kernel/package.json': manifest('kernel', 'kernel'),
  'packages/kernel/src/kernel.ts': `export { newId } from './id.ts';\n${thing}`,
  'packages/kernel/src/id.ts': `import { randomBytes } from 'node:crypto';\nexport const newId = () => randomBytes(16);\n`,
  'packages/contracts/package.json': manifest('contracts', 'contracts', '@stoa/kernel', 'zod'),
  'packages/contracts/src/contracts.ts': `import { z } from 'zod';\nimport type { Thing } from '@stoa/kernel';\nexport const schema = z;\nexport type Event = Thing;\n${thing}`,
  'packages/messaging/package.json': manifest(
    'messaging',
    'messaging',
    '@stoa/kernel',
    '@stoa/contracts',
    'pg',
    'kafkajs',
  ),
  'packages/messaging/src/messaging.ts': `import pg from 'pg';\nimport { thing as event } from '@stoa/contracts';\nexport const outbox = [pg, event];\n${thing}`,
  'packages/platform/package.json': manifest('platform', 'platform', '@stoa/kernel'),
  'packages/platform/src/platform.ts': `export { thing as kernelThing } from '@stoa/kernel';\n${thing}`,
  'packages/subgraph-kit/package.json': manifest(
    'subgraph-kit',
    'subgraph-kit',
    '@stoa/kernel',
    'graphql',
    '@apollo/subgraph',
  ),
  'packages/subgraph-kit/src/subgraph-kit.ts': `export * as apollo from '@apollo/subgraph';\n${thing}`,
  'packages/testing/package.json': manifest('testing', 'testing', '@stoa/subgraph-kit'),
  'packages/testing/src/testing.ts': `export { thing as kit } from '@stoa/subgraph-kit';\n${thing}`,
  'router/package.json': manifest('router', 'router', '@stoa/kernel', '@stoa/subgraph-kit', 'graphql'),
  'router/src/router.ts': `import { thing as kit } from '@stoa/subgraph-kit';\nexport const router = kit;\n${thing}`,
  'apps/embedded/package.json': manifest('embedded', 'embedded', '@stoa/orders', '@stoa/carts', '@stoa/router'),
  'apps/embedded/src/embedded.ts': `export { thing as orders } from '@stoa/orders';\nexport { thing as carts } from '@stoa/carts';\nexport { router } from '@stoa/router';\n`,
  'apps/explorer/package.json': manifest('explorer', 'explorer'),
  'apps/explorer/src/explorer.ts': `import './explorer.css';\n`,
  'e2e/checkout/checkout.test.ts': `import { thing } from '@stoa/orders';\nimport { test } from '@jest/globals';\nimport { thing as kit } from '@stoa/testing';\ntest('', () => [thing, kit]);\n`,
  'tools/stamp.ts': thing,
  'subgraphs/carts/package.json': manifest('carts', 'subgraph', ...subgraphNeeds),
  'subgraphs/carts/src/subgraph.ts': thing,
  'subgraphs/carts/src/domain/cart.ts': thing,
  'subgraphs/orders/package.json': manifest('orders', 'subgraph', ...subgraphNeeds),
  'subgraphs/orders/src/subgraph.ts': `import { PrismaClient } from './generated/prisma/client.ts';\nimport pg from 'pg';\nimport { repository } from './persistence/order-repository.ts';\nimport { cancel } from './commands/cancel-order.ts';\nimport { hook } from './http/provider-hook.ts';\nimport { provider } from './providers/stripe.ts';\nexport const subgraph = [PrismaClient, pg, repository, cancel, hook, provider];\n${thing}`,
  'subgraphs/orders/src/main.ts': `import { subgraph } from './subgraph.ts';\nexport const main = subgraph;\n`,
  'subgraphs/orders/src/context.ts': `import type { Repository } from './persistence/order-repository.ts';\nexport type Context = Repository;\n`,
  'subgraphs/orders/src/generated/resolvers-types.ts': `import type { Context } from '../context.ts';\nexport type Resolvers = Context;\n${thing}`,
  'subgraphs/orders/src/generated/prisma/client.ts': `export class PrismaClient {}\n${thing}`,
  'subgraphs/orders/src/resolvers/Mutation/orderCancel.ts': `import type { Resolvers } from '../../generated/resolvers-types.ts';\nimport type { Order } from '../../domain/order.ts';\nexport const orderCancel = (r: Resolvers, o: Order) => [r, o];\n`,
  'subgraphs/orders/src/commands/cancel-order.ts': `import { cancel as decide } from '../domain/order.ts';\nimport type { Repository } from '../persistence/order-repository.ts';\nexport const cancel = (r: Repository) => [r, decide];\n${thing}`,
  'subgraphs/orders/src/domain/order.ts': `import { thing } from '@stoa/kernel';\nimport type { Event } from '@stoa/contracts';\nexport interface Order { id: string }\nexport const cancel = (e: Event) => [e, thing];\n`,
  'subgraphs/orders/src/domain/order.test.ts': `import { expect, test } from '@jest/globals';\nimport { cancel } from './order.ts';\nimport { anOrder } from '../../test/an-order.ts';\ntest('', () => expect(cancel).toBe(anOrder));\n`,
  'subgraphs/orders/src/persistence/order-repository.ts': `import pg from 'pg';\nimport type { PrismaClient } from '../generated/prisma/client.ts';\nimport type { Order } from '../domain/order.ts';\nexport interface Repository { id: Order }\nexport const repository = (p: PrismaClient) => [p, pg];\n${thing}`,
  'subgraphs/orders/src/events/cancel-order-when-stock-rejected.ts': `import { schema } from '@stoa/contracts';\nimport { cancel } from '../commands/cancel-order.ts';\nexport const listener = [schema, cancel];\n`,
  'subgraphs/orders/src/jobs/capture.ts': `import { cancel } from '../commands/cancel-order.ts';\nimport type { Provider } from '../providers/stripe.ts';\nexport const job = (p: Provider) => [p, cancel];\n`,
  'subgraphs/orders/src/http/provider-hook.ts': `import { cancel } from '../commands/cancel-order.ts';\nexport const hook = cancel;\n`,
  'subgraphs/orders/src/providers/stripe.ts': `export interface Provider { id: string }\nexport const provider = 1;\n${thing}`,
  'subgraphs/orders/test/an-order.ts': `import type { Order } from '../src/domain/order.ts';\nexport const anOrder = (o: Order) => o;\n${thing}`,
  'subgraphs/orders/test/order-cancel.test.ts': `import { thing } from '@stoa/testing';\nimport { test } from '@jest/globals';\nimport pg from 'pg';\ntest('', () => [thing, pg]);\n`,
};

const thirdParties = (): Record<string, string> =>
  Object.fromEntries(
    THIRD_PARTIES.flatMap((name) => [
      [
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }),
      ],
      [`node_modules/${name}/index.js`, 'export const thing = 1;\nexport default thing;\n'],
    ]),
  );

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
