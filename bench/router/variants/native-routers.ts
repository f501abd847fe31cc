import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withoutAccessRules } from '../fixtures/without-access-rules.ts';
import { freePort } from '../../free-port.ts';
import { serverFile } from '../servers/server-file.ts';
import { nativeBinary, SCRATCH } from './native-binary.ts';
import type { Ground, Running, Variant } from './variant.ts';

const builtBy = (target: string, file: string) => () =>
  existsSync(file) ? undefined : `not built: bench/router/native/build.sh ${target}`;

const HIVE = nativeBinary('hive_router');
const COSMO = nativeBinary('cosmo-router');
const APOLLO = nativeBinary('router');
const COMPOSER = path.join(SCRATCH, 'native/wgc/node_modules/wgc/dist/src/index.js');

/** Hive Router, tuned: no line for each request, a client for each worker, no sharing of equal calls. */
export const hiveRouter: Variant = {
  name: 'hive-router',
  what: 'Hive Router 0.3.10 (Rust), quiet, a client per worker',
  absence: builtBy('hive', HIVE),
  runs: () => true,
  start: (ground) => startHive(ground, 'hive-router', ground.plainSupergraphFile),
};

/** Hive Router together with subgraphs that execute: what a whole graph costs without our single process. */
export const hiveRouterAndSubgraphs: Variant = {
  name: 'hive-router+subgraphs',
  what: 'Hive Router and one process with all its subgraphs (graphql-jit behind node:http), CPU of both',
  absence: hiveRouter.absence,
  runs: ({ kind }) => kind === 'load',
  start: async (ground) => {
    const { processes, fixture, directory } = ground;
    const port = await freePort();
    const subgraphs = await processes.launch(`executing-subgraphs.${fixture.name}`, {
      file: process.execPath,
      args: [serverFile('subgraph-server'), String(port)],
    });
    const supergraphFile = path.join(directory, 'supergraph.executing.graphql');
    const urlOf = (subgraph: string) => `http://127.0.0.1:${port}/${fixture.name}/${subgraph}`;
    writeFileSync(supergraphFile, withoutAccessRules(fixture.supergraphSdl(urlOf)));
    const hive = await startHive(ground, 'hive-router+subgraphs', supergraphFile);
    return { port: hive.port, processes: [...hive.processes, subgraphs] };
  },
};

async function startHive(ground: Ground, name: string, supergraphFile: string): Promise<Running> {
  const port = await freePort();
  const file = written(ground, `${name}.yaml`, {
    supergraph: { source: 'file', path: supergraphFile },
    http: { host: '127.0.0.1', port },
    log: { level: 'error' },
    traffic_shaping: { http_client_mode: 'per_worker', all: { dedupe_enabled: false } },
    headers: { all: { request: [{ propagate: { named: 'authorization' } }] } },
  });
  return started(ground, { name, port, file: HIVE, env: { ROUTER_CONFIG_FILE_PATH: file } });
}

/** Cosmo without its exporters, which are on by default; its log of requests stays on. */
export const cosmo: Variant = {
  name: 'cosmo',
  what: 'Cosmo Router 0.258.3 (Go), exporters off',
  absence: () => builtBy('cosmo', COSMO)() ?? builtBy('wgc', COMPOSER)(),
  runs: () => true,
  start: async (ground) => {
    const port = await freePort();
    const off = { enabled: false };
    const file = written(ground, 'cosmo.yaml', {
      version: '1',
      listen_addr: `127.0.0.1:${port}`,
      execution_config: { file: { path: composedForCosmo(ground) } },
      telemetry: { tracing: off, metrics: { otlp: off, prometheus: off } },
      graphql_metrics: off,
      headers: { all: { request: [{ op: 'propagate', named: 'Authorization' }] } },
    });
    return started(ground, { name: 'cosmo', port, file: COSMO, env: { CONFIG_PATH: file } });
  },
};

function composedForCosmo(ground: Ground): string {
  const { fixture, directory, urlOf } = ground;
  const subgraphs = Object.entries(fixture.typeDefs).map(([name, sdl]) => {
    const file = path.join(directory, `${name}.cosmo.graphql`);
    writeFileSync(file, withoutAccessRules(sdl));
    return { name, routing_url: urlOf(name), schema: { file } };
  });
  const output = path.join(directory, 'cosmo.json');
  const input = written(ground, 'cosmo.compose.yaml', { version: 1, subgraphs });
  execFileSync(process.execPath, [COMPOSER, 'router', 'compose', '-i', input, '-o', output], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      COSMO_TELEMETRY_DISABLED: 'true',
      DISABLE_UPDATE_CHECK: 'true',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return output;
}

/** Apollo's Rust router with its defaults. */
export const apolloRouter: Variant = {
  name: 'apollo-router',
  what: 'Apollo Router 2.17.0 (Rust)',
  absence: builtBy('apollo', APOLLO),
  runs: () => true,
  start: async (ground) => {
    const [port, healthPort] = [await freePort(), await freePort()];
    const file = written(ground, 'apollo-router.yaml', {
      supergraph: { listen: `127.0.0.1:${port}`, path: '/graphql' },
      health_check: { listen: `127.0.0.1:${healthPort}` },
      headers: { all: { request: [{ propagate: { named: 'authorization' } }] } },
    });
    const args = ['--config', file, '--supergraph', ground.plainSupergraphFile];
    return started(ground, { name: 'apollo-router', port, file: APOLLO, args });
  },
};

/** JSON is YAML. */
function written({ directory }: Ground, name: string, configuration: object): string {
  const file = path.join(directory, name);
  writeFileSync(file, JSON.stringify(configuration, null, 2));
  return file;
}

interface Start {
  readonly name: string;
  readonly port: number;
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const started = async (ground: Ground, { name, port, file, args = [], env = {} }: Start): Promise<Running> => {
  const command = { file, args, env, directory: ground.directory };
  return { port, processes: [await ground.processes.launch(`${name}.${ground.fixture.name}`, command)] };
};
