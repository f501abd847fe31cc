import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RouterOptions } from '@stoa/router';
import { freePort } from '../../free-port.ts';
import { serverFile } from '../servers/server-file.ts';
import { AUDIENCE, ISSUER } from '../workloads/access-tokens.ts';
import { stoaMetrics } from './stoa-metrics.ts';
import type { Ground, Running, RunningRouter, Variant } from './variant.ts';

const MAIN = path.join(import.meta.dirname, '../../../router/src/main.ts');

/** Whether requests took another lane than they should, or stock execution, which no measured operation needs. */
const pretendsOn =
  (lane: 'fast' | 'apollo') =>
  async ({ port }: Running) => {
    const seen = await stoaMetrics(port);
    if (seen.stock > 0) return `left ${seen.stock} executions to stock`;
    // What is asked for the first time goes through Apollo Server in any case.
    if (lane === 'fast') return seen.fast > 0 ? undefined : 'has no fast lane';
    return seen.fast > 0 ? 'has a fast lane all the same' : undefined;
  };

/** Our router as a process of its own, its subgraphs over HTTP; limits, authentication, metrics and deadlines on. */
export const stoa: Variant = {
  name: 'stoa',
  what: 'our router, HTTP to subgraphs; limits, tokens verified, metrics and deadlines on',
  absence: () => undefined,
  runs: () => true,
  start: (ground) => startRouter(ground, 'stoa', {}),
  pretends: pretendsOn('fast'),
};

/** The same with every request through Apollo Server. */
export const stoaApollo: Variant = {
  name: 'stoa-apollo',
  what: 'our router, every request through Apollo Server',
  absence: () => undefined,
  runs: ({ kind }) => kind === 'load',
  start: (ground) => startRouter(ground, 'stoa-apollo', { fastLane: false }),
  pretends: pretendsOn('apollo'),
};

/** Our router and the subgraphs that it calls in one process: what `npm start` is. */
export const stoaDirect: Variant = {
  name: 'stoa-direct',
  what: 'our router with its subgraphs (graphql-jit) in the same process, CPU of everything',
  absence: () => undefined,
  runs: ({ kind }) => kind === 'load',
  start: async (ground) => {
    const port = await freePort();
    const { subgraphs: _, ...configuration } = configurationFor(ground);
    const file = written(ground, 'stoa-direct', configuration);
    const args = [serverFile('stoa-direct-server'), String(port), ground.fixture.name, file];
    const name = `stoa-direct.${ground.fixture.name}`;
    return { port, processes: [await ground.processes.launch(name, { file: process.execPath, args })] };
  },
};

/** Starts router/src/main.ts on a fixture. The inspector is closed until a SIGUSR1 opens it, on a port of its own choice. */
export const startRouter = async (
  ground: Ground,
  name: string,
  configured: Readonly<Record<string, unknown>>,
): Promise<RunningRouter> => {
  const port = await freePort();
  const configuration = written(ground, name, { ...configurationFor(ground), ...configured });
  const launched = await ground.processes.launch(`${name}.${ground.fixture.name}`, {
    file: process.execPath,
    args: [
      '--inspect-port=127.0.0.1:0',
      MAIN,
      ...['--supergraph', ground.supergraphFile],
      ...['--port', String(port)],
      ...['--config', configuration],
    ],
    env: { LOG_LEVEL: 'warn' },
  });
  return { port, processes: [launched], inspectable: launched };
};

const configurationFor = ({ fixture, urlOf, keys }: Ground) => ({
  subgraphs: Object.fromEntries(
    Object.keys(fixture.typeDefs).map((name) => [name, { url: urlOf(name), timeoutMs: 10_000 }]),
  ),
  authentication: authenticationWith(keys),
  headers: { all: [{ propagate: { name: 'authorization' } }], subgraphs: {} },
  // The limits that the router has by itself; budgets and rates are counted too, but high enough for one machine's load.
  budgets: { default: 1_000_000_000, roles: {} },
  rates: { client: { points: 1_000_000_000_000, windowSeconds: 60 }, rootFields: [], operations: [] },
  metrics: true,
});

/** Every member that has a default, too: the server with everything in one process takes it as it stands. */
const authenticationWith = (keys: Ground['keys']): NonNullable<RouterOptions['authentication']> => ({
  issuer: ISSUER,
  audience: AUDIENCE,
  algorithms: ['ES256'],
  typ: 'at+jwt',
  keySet: { keys: [...keys] },
  scopesClaim: 'scope',
  header: 'authorization',
  isRequired: false,
});

function written({ directory }: Ground, name: string, configuration: object): string {
  const file = path.join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify(configuration, null, 2));
  return file;
}
