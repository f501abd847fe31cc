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
