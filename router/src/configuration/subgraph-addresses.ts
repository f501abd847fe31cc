import { err, ok, type Result } from '@stoa/kernel';
import { readConfiguration, type Setting, type Settings } from '@stoa/platform';
import { subgraphSettings } from '../settings.ts';
import type { SubgraphConfiguration } from './subgraph-configuration.ts';
import { httpUrl } from './http-url.ts';

/** How a subgraph is reached: where, and with which key when it is one of Stoa's. */
export interface SubgraphAddress extends Omit<SubgraphConfiguration, 'url'> {
  readonly url: string;
  readonly key?: string | undefined;
}

export interface AddressSources {
  /** From the command line. */
  readonly flags: ReadonlyMap<string, string>;
  readonly configured: Readonly<Record<string, SubgraphConfiguration>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Where a subgraph is: the command line's word, else the configuration's, the environment's, the supergraph's. The fault is a
 * line for everything that is missing or wrong.
 */
export const addressOf = (
  { name, url }: { readonly name: string; readonly url: string },
  { flags, configured, environment }: AddressSources,
): Result<SubgraphAddress, readonly string[]> => {
  const read = readConfiguration(
    subgraphSettings(name) as Settings & Record<'url' | 'key', Setting<string | undefined>>,
    environment,
  );
  if (!read.ok) return read;
  const { url: ownUrl, ...ownOptions } = Object.hasOwn(configured, name)
    ? (configured[name] as SubgraphConfiguration)
    : {};
  const chosen = flags.get(name) ?? ownUrl ?? read.value.url ?? url;
  if (httpUrl.safeParse(chosen).success) return ok({ ...ownOptions, url: chosen, key: read.value.key });
  const because = chosen === '' ? 'has no address' : `is at ${chosen}, which is not an http or https address`;
  return err([`${name} ${because}: say --subgraph ${name}=url`]);
};

/** Names that the command line or the configuration gives addresses to, though the supergraph knows none of them. */
export const unknownNames = (given: Iterable<string>, known: readonly { readonly name: string }[]): string[] =>
  [...given].filter((name) => !known.some((subgraph) => subgraph.name === name));
