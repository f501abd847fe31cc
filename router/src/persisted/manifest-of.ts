import { createHash } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import type { PersistedOperation } from './persisted-operations.ts';

export interface PersistedManifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly PersistedOperation[];
}

/**
 * The manifest of some documents, each with one named operation, in the order of their names. An id is the SHA-256 (hex) of
 * its document as it stands, as clients with automatic persisted queries send it. @throws when a document is something else, or
 * two have one name
 */
export const manifestOf = (documents: readonly string[]): PersistedManifest => {
  const operations = documents.map(operationOf).sort((left, right) => (left.name < right.name ? -1 : 1));
  const twice = operations.find(({ name }, index) => operations[index + 1]?.name === name);
  if (twice) throw new Error(`Two documents name their operation ${twice.name}`);
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
};

function operationOf(body: string): PersistedOperation {
  const operation = getOperationAST(parse(body));
  if (!operation?.name) throw new Error(`A persisted document has one operation with a name: ${body.slice(0, 60)}…`);
  const id = createHash('sha256').update(body).digest('hex');
  return { id, name: operation.name.value, type: operation.operation, body };
}
