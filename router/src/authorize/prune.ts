import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { Identity } from '../engine/engine.ts';
import { ALWAYS, doApply, type Conditions } from '../document/conditions.ts';
import type { Demands } from './demands.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import { usedVariables } from '../document/used-variables.ts';
import { selectionPruner, type PruneSelectionsOptions } from './prune-selections.ts';
import type { Requirement } from './requirement.ts';

/** An operation for those who may not have all of it. */
export interface PrunedOperation {
  /** What is left to plan, without fragments' names and variables of no use; undefined when nothing is. */
  readonly document: DocumentNode | undefined;
  readonly errors: readonly PrunedError[];
  /** The whole operation, fragments unfolded: what the answer looks like. */
  readonly whole: DocumentNode;
  /**
   * Fields of `whole` that are null whatever was fetched: a refused field may be among the data all the same, because the
   * plan needed it as a key or for a `@requires`.
   */
  readonly refused: ReadonlySet<FieldNode>;
}

/** One field that was taken out. */
export interface PrunedError {
  /** Response names, lists as `@`. */
  readonly path: readonly string[];
  /** The error is due when any of these apply. */
  readonly conditions: readonly Conditions[];
  /** Labels of the deferred fragments that the field stands in, the outermost first. */
  readonly deferred: readonly string[];
}

export interface PruneOptions {
  readonly schema: GraphQLSchema;
  readonly demands: Demands;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly isMet: (requirement: Requirement) => boolean;
}

export const prune = ({ schema, demands, document, operation, isMet }: PruneOptions): PrunedOperation => {
  const errors = new Map<string, PrunedError & { conditions: Conditions[] }>();
  const onRefused: PruneSelectionsOptions['onRefused'] = ({ path, deferred }, conditions) => {
    const key = [path.join('.'), ...deferred].join(' ');
    const error = errors.get(key);
    if (error) error.conditions.push(conditions);
    else errors.set(key, { path, conditions: [conditions], deferred });
  };

  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`The graph has no ${operation.operation}`);
  const refused = new Set<FieldNode>();
  const pruneSelections = selectionPruner(
    { schema, demands, fragments: fragmentsOf(document), isMet, onRefused },
    refused,
  );
  const scope = demands.scopeOf(type);
  const { kept, all } = pruneSelections(operation.selectionSet, {
    type,
    scope,
    path: [],
    conditions: ALWAYS,
    deferred: [],
  });
  return {
    document: kept.length === 0 ? undefined : documentOf(withoutUnusedVariables(withSelections(operation, kept))),
    errors: [...errors.values()],
    whole: documentOf(withSelections(operation, all)),
    refused,
  };
};

/** The errors that are due with these coerced variables. */
export const errorsFor = (
  { errors }: Pick<PrunedOperation, 'errors'>,
  variables: Readonly<Record<string, unknown>>,
  identity: Identity,
): readonly GraphQLFormattedError[] => {
  const reason = identity.isAuthenticated ? 'FORBIDDEN' : 'UNAUTHENTICATED';
  return errors
    .filter(({ conditions }) => conditions.some((all) => doApply(all, variables)))
    .map(({ path }) => ({
      message: 'Unauthorized field or type',
      path,
      extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason },
    }));
};

const documentOf = (operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation],
});

const withSelections = (
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
): OperationDefinitionNode => ({ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } });

function withoutUnusedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = usedVariables([{ ...operation, variableDefinitions: [] }]);
  const { variableDefinitions = [] } = operation;
  return {
    ...operation,
    variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
  };
}
