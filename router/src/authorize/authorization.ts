import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { demandsOf } from './demands.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import { operationRequirements } from './operation-requirements.ts';
import { prune, type PrunedOperation } from './prune.ts';
import type { Requirement } from './requirement.ts';
import { rulesOf } from './rules.ts';

/** Who may read what of one supergraph. Documents are valid. */
export interface Authorization {
  /** What an operation demands, each demand once, in a stable order. Empty: nothing to check. */
  readonly requirementsOf: (document: DocumentNode, operation: OperationDefinitionNode) => readonly Requirement[];
  /** The operation without what is not allowed. */
  readonly prune: (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    isMet: (requirement: Requirement) => boolean,
  ) => PrunedOperation;
}

/**
 * Enforces `@authenticated`, `@requiresScopes` and `@policy` of a supergraph on the operations of its API.
 * @see https://www.apollographql.com/docs/graphos/routing/security/authorization
 * @throws when a demand of the supergraph cannot be read.
 */
export const authorizationOf = (supergraph: string | DocumentNode, apiSchema: GraphQLSchema): Authorization => {
  const rules = rulesOf(supergraph);
  const demands = demandsOf(rules, apiSchema);
  return {
    requirementsOf: (document, operation) =>
      rules.size === 0
        ? NOTHING
        : operationRequirements({ schema: apiSchema, demands, fragments: fragmentsOf(document) }, operation),
    prune: (document, operation, isMet) => prune({ schema: apiSchema, demands, document, operation, isMet }),
  };
};

const NOTHING: readonly Requirement[] = [];
