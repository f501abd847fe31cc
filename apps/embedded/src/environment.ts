import { ConfigurationError, readConfiguration } from '@stoa/platform';
import { secretsOf } from './secrets.ts';
import { SUBGRAPHS } from './subgraphs.ts';

/**
 * The process's environment, with this clone's generated secrets where it has none. In production nothing is generated: a
 * secret that is not configured is a fault.
 */
export const environmentOf = (
  stateDirectory: string,
  { isProduction = false }: { isProduction?: boolean } = {},
): Readonly<Record<string, string | undefined>> => {
  const secrets = SUBGRAPHS.flatMap((subgraph) => Object.values(subgraph.settings))
    .map((setting) => setting.variable)
    .filter((variable) => /_(SECRET|SIGNING_KEY)$/.test(variable));
  return { ...(isProduction ? {} : secretsOf(stateDirectory, secrets)), ...process.env };
};

/** The same environment, once every domain can read its settings from it. @throws ConfigurationError naming every fault of all of them. */
export const checkedEnvironment = <Environment extends Readonly<Record<string, string | undefined>>>(
  environment: Environment,
): Environment => {
  const faults = SUBGRAPHS.flatMap(({ settings }) => {
    const read = readConfiguration(settings, environment);
    return read.ok ? [] : read.failure;
  });
  if (faults.length > 0) throw new ConfigurationError([...new Set(faults)]);
  return environment;
};
