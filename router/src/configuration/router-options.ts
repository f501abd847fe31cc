import { existsSync } from 'node:fs';
import type { Log } from '@stoa/platform';
import { IDENTITY_SUBGRAPH } from '../doors/forwarded-roots.ts';
import type { RouterOptions } from '../router-options.ts';
import type { TransportTo } from '../engine/open-engine.ts';
import { ANYBODY } from '../front/identify.ts';
import { DEFAULT_RATES } from '../rates/default-rates.ts';
import type { Rates } from '../rates/rates.ts';
import { registeredOperations } from '../registered-operations.ts';
import type { Connections } from '../transport/connections.ts';
import type { ProcessOptions } from './process-options.ts';
import { addressOf, type SubgraphAddress } from './subgraph-addresses.ts';

/** What the process was told, as the router takes it. */
export const routerOptions = (
  options: ProcessOptions,
  { log, transportTo }: { readonly log: Log; readonly transportTo: TransportTo },
): RouterOptions => {
  const { settings, configuration, persisted, supergraph } = options;
  const isProduction = settings.environment === 'production';
  const origins = configuration.cors?.origins ?? settings.origins;
  return {
    supergraphSdl: supergraph.sdl,
    subgraphs: transportTo,
    log,
    isProduction,
    ...(origins && { origins }),
    explorerDirectory: !isProduction && existsSync(settings.explorerDirectory) ? settings.explorerDirectory : undefined,
    ...ofStoa(options, log),
    ...configured(configuration),
    ...(persisted && { persistedOperations: persisted, persistedMode: configuration.persistedOperations?.mode }),
  };
};

/** What holds for Stoa's own subgraphs: tokens that its users issue, and questions of those who share a key with the router. */
function ofStoa({ settings, addresses, configuration }: ProcessOptions, log: Log) {
  const keys = new Map<string, string>();
  for (const [name, { key }] of addresses) if (key !== undefined) keys.set(name, key);
  // Without Stoa's users nobody can verify a token: whatever a client shows is between it and the subgraphs.
  const identify = keys.has(IDENTITY_SUBGRAPH) || configuration.authentication ? undefined : () => ANYBODY;
  const rates = ratesFor(configuration, keys.size > 0);
  if (keys.size === 0) return { identify, rates };
  // One of Stoa's would refuse every question; a foreign one among Stoa's is meant so.
  const withoutKey = [...addresses.keys()].filter((name) => !keys.has(name));
  if (withoutKey.length > 0) log.warn({ subgraphs: withoutKey }, 'subgraphs without a router key');
  const { issuer, operationsDirectory } = settings;
  const operations = existsSync(operationsDirectory) ? registeredOperations(operationsDirectory) : [];
  return { identify, rates, issuer, operations, askKeys: Object.fromEntries(keys) };
}

function configured(configuration: ProcessOptions['configuration']) {
  const { limits, budgets, trustedProxies, introspection, compression, metrics, planner, errors, subscriptions } =
    configuration;
  return {
    limits: given(limits),
    budgets,
    trustedProxies,
    introspection,
    compression,
    hasFastLane: configuration.fastLane,
    metrics,
    plannerLimits: given(planner),
    subscriptions: given(subscriptions?.limits),
    sockets: given(subscriptions?.sockets),
    streams: given(subscriptions?.streams),
    passedErrors: errors?.pass,
    headers: configuration.headers,
    authentication: configuration.authentication,
  };
}

/**
 * Stoa's own guards against guessing and flooding hold beside whatever is configured; a foreign graph has only the latter.
 */
function ratesFor({ rates }: ProcessOptions['configuration'], isStoas: boolean): Rates | undefined {
  if (!isStoas) return rates ?? NO_RATES;
  return rates && { ...rates, rootFields: [...DEFAULT_RATES.rootFields, ...rates.rootFields] };
}

const NO_RATES: Rates = { rootFields: [], operations: [] };

/** Without the members that are undefined: spread over defaults they would hide them. */
const given = <Shape extends object>(
  some: Shape | undefined,
): { [Name in keyof Shape]: NonNullable<Shape[Name]> } | undefined =>
  some && (Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as never);

/** The way to each subgraph that a supergraph names, now and after it is exchanged; undefined where no address is known. */
export const transportTo =
  ({ sources }: ProcessOptions, connections: Connections<SubgraphAddress>): TransportTo =>
  (subgraph) => {
    const address = addressOf(subgraph, sources);
    return address.ok ? connections.to(subgraph.name, address.value) : undefined;
  };
