import { existsSync, readFileSync } from 'node:fs';
import { err, ok, type Result } from '@stoa/kernel';
import { readConfiguration, type Configuration } from '@stoa/platform';
import { persistedOperations, type PersistedOperations } from '../persisted/persisted-operations.ts';
import { routerSettings } from '../settings.ts';
import type { CommandLine } from './command-line.ts';
import { routerConfiguration, type RouterConfiguration } from './configuration.ts';
import { readConfigurationFile } from './read-configuration.ts';
import { addressOf, unknownNames, type AddressSources, type SubgraphAddress } from './subgraph-addresses.ts';
import { readSupergraphFile, type SupergraphFile } from './supergraph-file.ts';

/** Everything that the router as a process is told: its command line, configuration and environment, read and checked. */
export interface ProcessOptions {
  readonly settings: Configuration<typeof routerSettings>;
  readonly configuration: RouterConfiguration;
  readonly persisted: PersistedOperations | undefined;
  readonly supergraph: SupergraphFile & { readonly file: string };
  readonly sources: AddressSources;
  /** By the subgraph's name. */
  readonly addresses: ReadonlyMap<string, SubgraphAddress>;
  readonly port: number;
  readonly host: string;
}

/** Why the process cannot start: a line for each fault. */
export interface StartFaults {
  readonly faults: readonly string[];
  /** 2 when the command line is wrong, else 1. */
  readonly exitCode: 1 | 2;
}

const DEFAULT_PORT = 4_000;

/** Reads everything that is named. Its faults are all that can be found at once. */
export const processOptions = (
  commandLine: CommandLine,
  environment: AddressSources['environment'],
): Result<ProcessOptions, StartFaults> => {
  const settings = readConfiguration(routerSettings, environment);
  const configuration = commandLine.config === undefined ? NO_FILE : readConfigurationFile(commandLine.config);
  const file = supergraphFile(commandLine, environment);
  const supergraph = readSupergraphFile(file.name, file.source);
  if (!supergraph.ok || !configuration.ok || !settings.ok) return failed([settings, configuration, supergraph]);

  const sources = { flags: commandLine.subgraphs, configured: configuration.value.subgraphs, environment };
  const place = reach(supergraph.value, sources, commandLine.config);
  if (!place.ok) return place;
  const persisted = manifestOf(configuration.value);
  if (!persisted.ok) return failed([persisted]);

  return ok({
    settings: settings.value,
    configuration: configuration.value,
    persisted: persisted.value,
    supergraph: { ...supergraph.value, file: file.name },
    sources,
    addresses: place.value,
    host: commandLine.host ?? settings.value.host,
    port: commandLine.port ?? settings.value.routerPort ?? settings.value.port ?? DEFAULT_PORT,
  });
};

const NO_FILE = ok(routerConfiguration.parse({}));

const failed = (read: readonly Result<unknown, readonly string[]>[]) =>
  err({ faults: read.flatMap((one) => (one.ok ? [] : one.failure)), exitCode: 1 as const });

const unknown = (source: string) => (name: string) => `${source}: the supergraph has no subgraph ${name}`;

function supergraphFile({ supergraph }: CommandLine, environment: AddressSources['environment']) {
  if (supergraph !== undefined) return { name: supergraph, source: '--supergraph' };
  // Its own fault would be that it is empty, and then its default holds.
  const read = readConfiguration({ file: routerSettings.supergraphFile }, environment);
  return { name: read.ok ? read.value.file : '', source: routerSettings.supergraphFile.variable };
}

/** Where all of the supergraph's subgraphs are; whoever names another one has mistyped it. */
function reach(
  { subgraphs }: SupergraphFile,
  sources: AddressSources,
  configurationFile = '',
): Result<ReadonlyMap<string, SubgraphAddress>, StartFaults> {
  const strangeFlags = unknownNames(sources.flags.keys(), subgraphs);
  if (strangeFlags.length > 0) return err({ faults: strangeFlags.map(unknown('--subgraph')), exitCode: 2 });
  const strangeKeys = unknownNames(Object.keys(sources.configured), subgraphs).map(unknown(configurationFile));
  const read = subgraphs.map((subgraph) => ({ name: subgraph.name, address: addressOf(subgraph, sources) }));
  const faults = [...strangeKeys, ...read.flatMap(({ address }) => (address.ok ? [] : address.failure))];
  if (faults.length > 0) return err({ faults, exitCode: 1 });
  return ok(new Map(read.flatMap(({ name, address }) => (address.ok ? [[name, address.value] as const] : []))));
}

function manifestOf({
  persistedOperations: configured,
}: RouterConfiguration): Result<PersistedOperations | undefined, readonly string[]> {
  if (!configured || configured.mode === 'off') return ok(undefined);
  const { manifest } = configured;
  if (!existsSync(manifest)) return err([`persistedOperations.manifest: there is no ${manifest}`]);
  try {
    return ok(persistedOperations(readFileSync(manifest, 'utf8')));
  } catch (error) {
    return err((error as Error).message.split('\n').map((line) => `${manifest}: ${line}`));
  }
}
