import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import type { Identity, Operation } from '../../src/engine/engine.ts';

export const anOperation = (query: string, cost = 1): Operation => {
  const document = parse(query);
  const definition = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!definition) throw new Error('The document has no operation');
  return { query, document, definition, name: definition.name?.value, costOf: () => cost };
};

export const anIdentity = (key = '', policies: readonly string[] = []): Identity => ({
  key,
  subject: key,
  isAuthenticated: key !== '',
  scopes: [],
  policies,
});
