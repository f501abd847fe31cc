import { parseArgs, type ParseArgsConfig } from 'node:util';
import { err, ok, type Result } from '@stoa/kernel';
import { httpUrl } from './http-url.ts';

/** What the command line says. */
export interface CommandLine {
  readonly wantsHelp: boolean;
  readonly supergraph?: string | undefined;
  readonly config?: string | undefined;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly watch: boolean;
  /** Addresses by the subgraph's name. */
  readonly subgraphs: ReadonlyMap<string, string>;
}

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  supergraph: { type: 'string' },
  config: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  watch: { type: 'boolean' },
  subgraph: { type: 'string', multiple: true },
} as const satisfies ParseArgsConfig['options'];

/** Reads the command line. Its faults are one line each. */
export const readCommandLine = (args: readonly string[]): Result<CommandLine, readonly string[]> => {
  const read = parsed(args);
  if (!read.ok) return read;
  const { help = false, watch = false, port, subgraph = [], ...texts } = read.value;
  const faults = [
    ...emptyFlags(texts),
    ...(port === undefined ? [] : portFaults(port)),
    ...subgraph.flatMap(pairFaults),
  ];
  if (faults.length > 0) return err(faults);
  return ok({
    ...texts,
    wantsHelp: help,
    watch,
    port: port === undefined ? undefined : Number(port),
    subgraphs: new Map(subgraph.map((pair) => split(pair))),
  });
};

function parsed(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: FLAGS, allowPositionals: false }).values);
  } catch (error) {
    // Node adds advice about how to write positional arguments, of which there are none.
    return err([(error as Error).message.split(/\. |\n/, 1)[0] as string]);
  }
}

const emptyFlags = (texts: Readonly<Record<string, string | undefined>>) =>
  Object.entries(texts).flatMap(([flag, text]) => (text === '' ? [`--${flag} is empty`] : []));

// 0 is any free port.
const portFaults = (port: string) =>
  /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? [] : [`--port: ${port} is not a port`];

function pairFaults(pair: string): string[] {
  const [name, url] = split(pair);
  if (name === '' || url === '') return [`--subgraph: ${pair} is not name=url`];
  return httpUrl.safeParse(url).success ? [] : [`--subgraph: ${url} of ${name} is not an http or https address`];
}

function split(pair: string): [name: string, url: string] {
  const at = pair.indexOf('=');
  return at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
