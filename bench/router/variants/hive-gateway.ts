import { existsSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../free-port.ts';
import type { Variant } from './variant.ts';

const FOLDER = path.join(import.meta.dirname, '../hive-gateway');

/** Hive Gateway on its Rust planner, from a folder with a lockfile of its own. */
export const hiveGateway: Variant = {
  name: 'hive-gateway',
  what: 'Hive Gateway 2.12 with its Rust planner (Node)',
  absence: () =>
    existsSync(path.join(FOLDER, 'node_modules/@graphql-hive/router-runtime'))
      ? undefined
      : 'not installed: bench/router/native/build.sh hive-gateway',
  runs: () => true,
  start: async ({ processes, fixture, plainSupergraphFile }) => {
    const port = await freePort();
    const args = [path.join(FOLDER, 'serve.mjs'), String(port), plainSupergraphFile];
    const launched = await processes.launch(`hive-gateway.${fixture.name}`, { file: process.execPath, args });
    return { port, processes: [launched] };
  },
};
