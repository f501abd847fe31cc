import {
  Kind,
  OperationTypeNode,
  parseType,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../../document/fragments-of.ts';
import type { SubscribedField } from '../../document/subscribed-field.ts';
import { usedVariables } from '../../document/used-variables.ts';
import type { AskedField } from './event-field.ts';

export interface AnsweringDocument {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The variable that gets the event's key. */
  readonly keyVariable: string;
}

interface Answering {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly field: SubscribedField;
  readonly asked: AskedField;
}

/** The query that answers an event: what the client selected of the subscription's field, of the field that the graph is asked. */
export const answeringDocument = ({ document, operation, field, asked }: Answering): AnsweringDocument =>
  queryOf({ document, operation, field, asked }, selectionsOf(field));

/** The query that asks whether the viewer may subscribe. */
export const gateDocument = (answering: Answering): AnsweringDocument =>
  queryOf(answering, { kind: Kind.SELECTION_SET, selections: [fieldNode('__typename')] });

function queryOf({ document, operation, field, asked }: Answering, selectionSet: SelectionSetNode): AnsweringDocument {
  const definitions = operation.variableDefinitions ?? [];
  const keyVariable = unusedName(definitions);
  const root: FieldNode = {
    kind: Kind.FIELD,
    alias: nameNode(field.responseName),
    name: nameNode(asked.name),
    arguments: argumentsOf(field, asked, keyVariable),
    selectionSet,
  };
  const fragments = spreadFragments(selectionSet, fragmentsOf(document));
  const used = usedVariables([root, ...fragments]);
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(operation.name && { name: operation.name }),
    variableDefinitions: [
      ...definitions.filter(({ variable }) => used.has(variable.name.value)),
      ...(asked.key ? [keyDefinition(keyVariable, asked.key.type)] : []),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
  };
  return { document: { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] }, definition, keyVariable };
}

function selectionsOf({ nodes }: SubscribedField): SelectionSetNode {
  const selections: SelectionNode[] = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  return { kind: Kind.SELECTION_SET, selections };
}

function argumentsOf({ nodes }: SubscribedField, { passed, key }: AskedField, keyVariable: string): ArgumentNode[] {
  const given = (nodes[0]?.arguments ?? []).filter(({ name }) => passed.includes(name.value));
  if (!key) return given;
  const value = { kind: Kind.VARIABLE, name: nameNode(keyVariable) } as const;
  return [...given, { kind: Kind.ARGUMENT, name: nameNode(key.argument), value }];
}

const keyDefinition = (name: string, type: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: nameNode(name) },
  type: parseType(type, { noLocation: true }),
});

function unusedName(definitions: readonly VariableDefinitionNode[]): string {
  const taken = new Set(definitions.map(({ variable }) => variable.name.value));
  let name = 'eventKey';
  while (taken.has(name)) name += '_';
  return name;
}

/** The fragments that a selection spreads, and those that they spread. */
function spreadFragments(
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FragmentDefinitionNode[] {
  const spread = new Set<FragmentDefinitionNode>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) collect(selection.selectionSet);
        continue;
      }
      const fragment = fragments.get(selection.name.value);
      if (!fragment || spread.has(fragment)) continue;
      spread.add(fragment);
      collect(fragment.selectionSet);
    }
  };
  collect(root);
  return [...spread];
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;
const fieldNode = (name: string): FieldNode => ({ kind: Kind.FIELD, name: nameNode(name) });
