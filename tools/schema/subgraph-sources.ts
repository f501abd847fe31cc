import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Kind, parse, Source, type DocumentNode } from 'graphql';
import { foldExtensions } from './fold-extensions.ts';

/** The port each subgraph listens on when it is a process of its own. */
export const SUBGRAPH_PORTS = {
  users: 4001,
  products: 4002,
  inventory: 4003,
  carts: 4004,
  orders: 4005,
  payments: 4006,
  shops: 4007,
  notifications: 4008,
} as const;
export type SubgraphName = keyof typeof SUBGRAPH_PORTS;

export const SHARED_SCHEMA = 'packages/subgraph-kit/schema/shared.graphql';

export interface SubgraphSource {
  readonly name: SubgraphName;
  readonly url: string;
  /** What every subgraph shares and what this one owns, extensions folded into their types. */
  readonly document: DocumentNode;
  /** The files of its own, each as it is written. */
  readonly files: readonly SchemaFile[];
}

export interface SchemaFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly document: DocumentNode;
}

/** Where each subgraph answers GraphQL on a developer's machine. */
export const subgraphUrl = (name: SubgraphName): string => `http://127.0.0.1:${SUBGRAPH_PORTS[name]}/graphql`;

export const isSubgraphName = (text: string): text is SubgraphName => Object.hasOwn(SUBGRAPH_PORTS, text);

/** Every subgraph that has schema files, in the order of its port. @throws GraphQLError with the file and line of a syntax error. */
export const subgraphSources = (root: string): SubgraphSource[] => {
  const shared = sharedSchema(root);
  return (Object.keys(SUBGRAPH_PORTS) as SubgraphName[]).flatMap((name) => {
    const files = schemaFiles(root, join('subgraphs', name, 'src/schema'));
    if (files.length === 0) return [];
    const definitions = [...shared, ...files].flatMap(({ document }) => document.definitions);
    const document = foldExtensions({ kind: Kind.DOCUMENT, definitions });
    return [{ name, url: subgraphUrl(name), document, files }];
  });
};

/** The value types that every subgraph shares; empty while there is no such file. */
export const sharedSchema = (root: string): SchemaFile[] =>
  existsSync(join(root, SHARED_SCHEMA)) ? [schemaFile(root, join(root, SHARED_SCHEMA))] : [];

const schemaFiles = (root: string, folder: string): SchemaFile[] =>
  globSync(join(root, folder, '**/*.graphql'))
    .sort()
    .map((path) => schemaFile(root, path));

function schemaFile(root: string, path: string): SchemaFile {
  const name = relative(root, path).replaceAll('\\', '/');
  return { path: name, document: parse(new Source(readFileSync(path, 'utf8'), name)) };
}
