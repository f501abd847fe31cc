import { existsSync, readFileSync } from 'node:fs';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { err, type Result } from '@stoa/kernel';
import {
  closing,
  createLog,
  describeConfiguration,
  onShutdownSignal,
  readConfiguration,
  type Setting,
  type Settings,
} from '@stoa/platform';
import { createRouter } from './create-router.ts';
import { environment } from './env.ts';
import { registeredOperations } from './registered-operations.ts';
import { routerSettings, SUBGRAPH_PORTS, subgraphSettings } from './settings.ts';
import { httpTransport } from './transport/http-transport.ts';

// The router as a process of its own, its subgraphs over HTTP.

if (process.argv.includes('--help')) {
  const settings = [routerSettings, ...Object.keys(SUBGRAPH_PORTS).map(subgraphSettings)];
  say(`Stoa's router. It reads these variables:\n\n${settings.map(describeConfiguration).join('\n')}`);
} else {
  await run().catch((error: unknown) => fail([(error as Error).message]));
}

async function run(): Promise<void> {
  const settings = readConfiguration(routerSettings, environment);
  const file = readConfiguration({ at: routerSettings.supergraphFile }, environment);
  const supergraph = file.ok ? readSupergraph(file.value.at) : file;
  const names = supergraph.ok ? supergraph.value.names : Object.keys(SUBGRAPH_PORTS);
  const reach = readConfiguration(flat(names), environment);
  if (!settings.ok || !supergraph.ok || !reach.ok)
    fail([settings, supergraph, reach].flatMap((read) => (read.ok ? [] : read.failure)));

  const { explorerDirectory, operationsDirectory, issuer, origins, logLevel, environment: mode, host } = settings.value;
  const port = settings.value.routerPort ?? settings.value.port ?? 4000;
  const isProduction = mode === 'production';
  const log = createLog({ level: logLevel });
  const close = closing(log, 25_000);

  const transports = names.map((name) => {
    const transport = httpTransport({
      url: reach.value[`${name} url`] as string,
      key: reach.value[`${name} key`] as string,
      log,
    });
    close.add(`connections to ${name}`, transport.close);
    return [name, transport] as const;
  });
  const router = await createRouter({
    supergraphSdl: supergraph.value.sdl,
    subgraphs: Object.fromEntries(transports),
    operations: registeredOperations(operationsDirectory),
    askKeys: Object.fromEntries(names.map((name) => [name, reach.value[`${name} key`] as string])),
    log,
    isProduction,
    issuer,
    ...(origins && { origins }),
    explorerDirectory: !isProduction && existsSync(explorerDirectory) ? explorerDirectory : undefined,
  });
  close.add('router', () => router.close());

  router.server.once('error', (error: NodeJS.ErrnoException) =>
    fail([error.code === 'EADDRINUSE' ? `Port ${port} is taken: set ROUTER_PORT to another` : error.message]),
  );
  router.server.listen(port, host, () => say(`The router is ready at http://${host}:${port}/graphql`));
  onShutdownSignal(() => void close.closeAll().then(() => process.exit(0)));
}

function readSupergraph(file: string): Result<{ sdl: string; names: string[] }, readonly string[]> {
  if (!existsSync(file)) return err([`SUPERGRAPH_FILE: there is no ${file}`]);
  const sdl = readFileSync(file, 'utf8');
  try {
    const options = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: false };
    const names = [...Supergraph.build(sdl, options).subgraphsMetadata()].map(({ name }) => name);
    return { ok: true, value: { sdl, names } };
  } catch (error) {
    return err([`SUPERGRAPH_FILE: ${file} is no supergraph: ${(error as Error).message}`]);
  }
}

function flat(names: readonly string[]): Settings & Record<string, Setting<string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const { url, key } = subgraphSettings(name);
      return [[`${name} url`, url] as const, [`${name} key`, key] as const];
    }),
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(faults: readonly string[]): never {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
}
