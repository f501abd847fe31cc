import {
  executeSync,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';
import { usedVariables } from '../document/used-variables.ts';
import type { CoercedVariables } from '../engine/engine.ts';

/** JSON texts of an operation's `__schema` and `__type` fields, by response name. */
export type Introspection = (variables: CoercedVariables) => Readonly<Record<string, string>>;

/** How an operation's questions about the schema are answered; undefined when it has none. No subgraph is asked. */
export const introspectionOf = (
  apiSchema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Introspection | undefined => {
  const fragments = fragmentsOf(document);
  const selections = questionsIn(operation.selectionSet, fragments);
  if (selections.length === 0) return undefined;
  const question = documentOf(operation, { kind: Kind.SELECTION_SET, selections }, fragments);
  return (variables) => {
    const { data } = executeSync({ schema: apiSchema, document: question, variableValues: variables });
    return Object.fromEntries(Object.entries(data ?? {}).map(([name, value]) => [name, JSON.stringify(value)]));
  };
};

/** The root's questions with the fragments and conditions around them, and nothing else. */
function questionsIn(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return isQuestion(selection) ? [selection] : [];
    const inside = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const found = inside ? questionsIn(inside.selectionSet, fragments) : [];
    if (found.length === 0) return [];
    const { directives = [] } = selection;
    return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections: found } }];
  });
}

function documentOf(
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): DocumentNode {
  const used = usedVariables([selectionSet, ...fragments.values()]);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, variableDefinitions, directives: [], selectionSet }, ...fragments.values()],
  };
}

const isQuestion = ({ name }: FieldNode) => name.value === '__schema' || name.value === '__type';
