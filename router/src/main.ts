import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { closing, createLog, logStrayRejections, onShutdownSignal, type Closing, type Log } from '@stoa/platform';
import { readCommandLine, type CommandLine } from './configuration/command-line.ts';
import { eventSource } from './configuration/event-source.ts';
import { helpText } from './configuration/help-text.ts';
import { processOptions, type ProcessOptions, type StartFaults } from './configuration/process-options.ts';
import { routerOptions, transportTo } from './configuration/router-options.ts';
import type { SubgraphAddress } from './configuration/subgraph-addresses.ts';
import { watchFile } from './configuration/watch-file.ts';
import { createRouter, type Router } from './create-router.ts';
import { environment } from './env.ts';
import { connections } from './transport/connections.ts';
import { httpTransport } from './transport/http-transport.ts';

// The router as a process of its own, its subgraphs over HTTP.

const STOP_MS = 25_000;

const commandLine = readCommandLine(process.argv.slice(2));
if (!commandLine.ok) fail({ faults: [...commandLine.failure, 'See --help'], exitCode: 2 });
else if (commandLine.value.wantsHelp) say(helpText());
else await run(commandLine.value).catch((error: unknown) => fail({ faults: [(error as Error).message], exitCode: 1 }));

async function run(line: CommandLine): Promise<void> {
  const read = processOptions(line, environment);
  if (!read.ok) fail(read.failure);
  const options = read.value;
  const log = createLog({ level: options.settings.logLevel });
  const steps = closing(log, STOP_MS);
  const subgraphs = connections<SubgraphAddress>((address) => httpTransport({ ...address, log }));
  steps.add('connections to subgraphs', subgraphs.close);
  const events = eventSource(options, log);
  if (events) steps.add('events', events.close);
  const router = await createRouter({
    ...routerOptions(options, { log, transportTo: transportTo(options, subgraphs) }),
    events,
  });
  steps.add('router', () => router.close());

  await listening(router, options);
  reloadOn(router, { file: options.supergraph.file, known: options.supergraph.sdl, watches: line.watch, log, steps });
  logStrayRejections(log);
  onShutdownSignal(() => void steps.closeAll().then(() => process.exit(0)));
  say(`The router is ready at http://${options.host}:${portOf(router)}/graphql`);
}

async function listening({ server }: Router, { port, host }: ProcessOptions): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken: choose another with --port or ROUTER_PORT`);
    throw new Error(`Not listening at ${host}:${port}: ${message}`);
  });
}

function portOf({ server }: Router): number {
  return (server.address() as AddressInfo).port;
}

interface Reloading {
  readonly file: string;
  readonly known: string;
  readonly watches: boolean;
  readonly log: Log;
  readonly steps: Closing;
}

/** Serves what stands in the file whenever somebody says so, or the file changes. A supergraph that will not do changes nothing. */
function reloadOn(router: Router, { file, known, watches, log, steps }: Reloading): void {
  const swap = (sdl: string) => {
    // Why not, if not, the router has logged.
    router.swap(sdl).catch(() => undefined);
  };
  process.on('SIGHUP', () => {
    readFile(file, 'utf8').then(swap, (error: unknown) => log.error({ err: error, file }, 'supergraph cannot be read'));
  });
  if (watches) steps.add('file watch', watchFile(file, { known, onChange: swap }));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail({ faults, exitCode }: StartFaults): never {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(exitCode);
}
