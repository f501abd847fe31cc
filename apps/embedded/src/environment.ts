import { secretsOf } from './secrets.ts';
import { SUBGRAPHS } from './subgraphs.ts';

/** The process's environment, with this clone's generated secrets where it has none. */
export const environmentOf = (stateDirectory: string): Readonly<Record<string, string | undefined>> => {
  const generated = SUBGRAPHS.flatMap((subgraph) => Object.values(subgraph.settings))
    .map((setting) => setting.variable)
    .filter((variable) => /_(SECRET|SIGNING_KEY)$/.test(variable));
  // eslint-disable-next-line no-restricted-properties -- the process's one door to its environment
  return { ...secretsOf(stateDirectory, generated), ...process.env };
};
