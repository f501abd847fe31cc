import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeConfiguration, type Settings } from '@stoa/platform';
import { processSettings } from '@stoa/subgraph-kit';
import { SUBGRAPHS } from '../apps/embedded/src/subgraphs.ts';
import { routerSettings, subgraphSettings } from '../router/src/settings.ts';
import { isSubgraphName, SUBGRAPH_PORTS, subgraphUrl, type SubgraphName } from './schema/subgraph-sources.ts';
import { writeWhenChanged } from './schema/write-when-changed.ts';

const SUBGRAPH_NAMES = Object.keys(SUBGRAPH_PORTS) as SubgraphName[];
const FILE = path.join(import.meta.dirname, '../.env.example');

/** The text of `.env.example`: what each process reads from its environment, one block a process. */
export const envExample = (): string =>
  [INTRODUCTION, block('The router: node router/src/main.ts', ...routerParts()), ...SUBGRAPHS.map(subgraphBlock)].join(
    '\n',
  );

/** Whether `.env.example` says what the settings say. */
export const isEnvExampleFresh = (): boolean => readFileSync(FILE, 'utf8') === envExample();

const INTRODUCTION = `# Written by \`npm run env:example\` from the settings in the code.
# \`npm start\` needs none of this: it makes its own secrets, unless NODE_ENV is production. \`--help\` of a process prints its block.
`;

const block = (title: string, ...parts: readonly Settings[]) =>
  `\n## ${title}\n\n${parts.map(describeConfiguration).join('\n')}`;

const routerParts = () => [routerSettings, ...SUBGRAPH_NAMES.map((name) => subgraphSettings(name, subgraphUrl(name)))];

const subgraphBlock = ({ name, settings }: (typeof SUBGRAPHS)[number]) =>
  block(`${name}: node subgraphs/${name}/src/main.ts`, {
    ...processSettings(name, isSubgraphName(name) ? SUBGRAPH_PORTS[name] : 80),
    ...settings,
  });

if (import.meta.main)
  console.log(writeWhenChanged(FILE, envExample()) ? 'wrote .env.example' : '.env.example is fresh');
