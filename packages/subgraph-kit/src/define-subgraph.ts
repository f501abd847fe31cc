import type { Settings } from '@stoa/platform';
import type { CommandTable } from './context.ts';
import { openSubgraph } from './open-subgraph.ts';
import type { Subgraph, SubgraphDefinition } from './subgraph-definition.ts';

/** Declares a subgraph: what stands in the table of contents is wired when a process opens it. */
export const defineSubgraph = <Database, Rooms, Commands extends CommandTable, Loaders, Shape extends Settings>(
  definition: SubgraphDefinition<Database, Rooms, Commands, Loaders, Shape>,
): Subgraph => ({
  name: definition.name,
  directory: definition.directory,
  settings: definition.settings,
  open: (dependencies) => openSubgraph(definition, dependencies),
});
