import { connect } from '@stoa/platform';
import { listProducts } from './market/list-products.ts';
import { loadBigCatalogue } from './market/load-big-catalogue.ts';
import { makePeople, signInAgain } from './market/people.ts';
import type { World } from './market/world.ts';
import { drive } from '../measure/drive.ts';
import { AT_ONCE, measure, measureIdle, settled, type Idle } from './measure/measure.ts';
import { operations, type Operation } from './operations/operations.ts';
import { watchStatements } from './profile/statement-times.ts';
import type { Profile } from './report/profile-text.ts';
import { misses, type Row } from './report/table.ts';
import type { ServerProcess } from './server-process.ts';

export interface CompareOptions {
  /** Of each operation in each setting. */
  readonly requests: number;
  readonly products: number;
  readonly only: string | undefined;
  /** Profile every operation, not only those that miss their aim. */
  readonly profileAll: boolean;
  readonly say: (what: string) => void;
}

export interface Comparison {
  readonly rows: readonly Row[];
  readonly profiles: readonly Profile[];
  readonly idle: Idle;
}

const VARIANTS_PER_PRODUCT = 3;

/** Measures every operation in a small market, then in the same one with a big catalogue loaded beside it. */
export const compareSettings = async (server: ServerProcess, options: CompareOptions): Promise<Comparison> => {
  const { products, say } = options;
  const unused = await measureIdle(server);
  say('a market, through the graph');
  const small = await listProducts(server);
  say('six buyers with twenty orders, forty carts');
  const people = await makePeople(server, small.products);
  await settled(server, unused);
  const idle = await measureIdle(server);
  const rows: Row[] = [];
  const profiles: Profile[] = [];
  const compare = async (setting: string, catalogue: typeof small) => {
    await checkpoint(server);
    const clients = await signInAgain(server.url, people.emails);
    const world: World = {
      ...catalogue,
      carts: people.carts,
      orders: people.orders.flatMap(({ id, email }) => {
        const client = clients.get(email);
        return client ? [{ id, client }] : [];
      }),
      buyers: [...clients.values()],
    };
    for (const operation of operations(server.url, world)) {
      if (options.only !== undefined && !operation.name.startsWith(options.only)) continue;
      const row = {
        operation: operation.name,
        setting,
        aimMs: operation.aimMs,
        ...(await costOf(server, operation, { idle, ...options })),
      };
      rows.push(row);
      say(`${setting}: ${operation.name}: ${(row.appCpuMs + row.postgresCpuMs).toFixed(1)} ms CPU`);
      if (options.profileAll || misses(row))
        profiles.push({
          ...row,
          ...(await profile(server, operation, { idle, ...options })),
        });
    }
  };
  await compare(`${small.products.length} products`, small);
  if (products > 0) {
    say(`${products} products, as rows`);
    const big = await loadBigCatalogue(server, { products, variantsPerProduct: VARIANTS_PER_PRODUCT });
    await compare(`${products} products`, big);
  }
  return { rows, profiles, idle };
};

type Run = Pick<CompareOptions, 'requests'> & { readonly idle: Idle };

async function costOf(server: ServerProcess, { visit, share }: Operation, { requests, idle }: Run) {
  const count = Math.ceil(requests * share);
  // The compiler's work and the first plans are not what a visit costs.
  await drive({ count, atOnce: AT_ONCE }, visit);
  await settled(server, idle);
  return measure(server, (n) => visit(n + count), { requests: count, idle });
}

/** What the application and PostgreSQL do in it, two runs: one watcher must not see the other. */
async function profile(server: ServerProcess, { visit, share }: Operation, { requests, idle }: Run) {
  const count = Math.ceil(requests * share);
  const asked = async () => {
    await drive({ count, atOnce: AT_ONCE }, visit);
    await settled(server, idle);
  };
  await server.ask('startProfile');
  await asked();
  const times = await server.ask('stopProfile');
  const stopWatching = await watchStatements(
    await server.ask('databaseUrl', 'postgres'),
    await server.ask('postgresPid'),
  );
  await asked();
  return { times, statementTimes: await stopWatching() };
}

async function checkpoint(server: ServerProcess): Promise<void> {
  const connection = await connect(await server.ask('databaseUrl', 'postgres'));
  await connection.query('CHECKPOINT');
  await connection.end();
}
