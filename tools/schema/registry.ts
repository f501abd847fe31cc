import type { EventContract } from '@stoa/contracts';
import { print } from 'graphql';
import { composeSupergraph } from './compose-supergraph.ts';
import { eventSchemas } from './event-schemas.ts';
import { knownOperations, operationFaults } from './known-operations.ts';
import { MANIFEST, operationManifest } from './operation-manifest.ts';
import { subgraphSources } from './subgraph-sources.ts';

/** What `schema/` must hold for the sources as they are. */
export interface Registry {
  /** Path relative to the root → text. Operations are written by hand: only their manifest is listed. */
  readonly files: ReadonlyMap<string, string>;
  /** What a reviewer should read. */
  readonly hints: readonly string[];
  /** Why the subgraphs do not make one graph: nothing can be written. */
  readonly discords: readonly string[];
  /** Known operations that the graph does not answer: the rest is written all the same. */
  readonly faults: readonly string[];
}

const NOTICE = '# Written by `npm run schema`: change the sources, not this file.\n\n';

/** Builds the registry in memory: the subgraphs' schemas, the supergraph, the events, the manifest of clients' operations; and tries the known operations on it. */
export const buildRegistry = (root: string, events: readonly EventContract[]): Registry => {
  const subgraphs = subgraphSources(root);
  const files = eventSchemas(events);
  for (const { name, document } of subgraphs)
    files.set(`schema/subgraphs/${name}.graphql`, `${NOTICE}${print(document)}\n`);
  const { operations, faults: misfits } = knownOperations(root);
  const manifest = operationManifest(operations);
  if (manifest.text !== undefined) files.set(MANIFEST, manifest.text);
  const faults = [...misfits, ...manifest.faults];
  if (subgraphs.length === 0) return { files, hints: [], discords: [], faults };
  const composed = composeSupergraph(subgraphs);
  if ('errors' in composed) return { files, hints: [], discords: composed.errors, faults };
  files.set('schema/supergraph.graphql', `${NOTICE}${composed.supergraph.sdl.trim()}\n`);
  return {
    files,
    hints: composed.supergraph.hints,
    discords: [],
    faults: [...faults, ...operationFaults(composed.supergraph.apiSchema, operations)],
  };
};
