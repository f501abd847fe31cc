import type { FetchNode } from '@apollo/query-planner';
import {
  getOperationAST,
  Kind,
  parse,
  print,
  type DocumentNode,
  type FieldNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';
import type { FetchText } from '../transport/subgraph-transport.ts';

/** A query to a subgraph as plans send it, the same object for the same text. */
export interface FetchSpec {
  readonly query: FetchText;
  readonly variableUsages: readonly VariableUsage[];
  /** Response names of its root fields. */
  readonly rootFields: readonly string[];
  /** For fetches of entities. */
  readonly entities?: EntitySelection | undefined;
}

/** A variable of the query and the client's variable that it is. */
export interface VariableUsage {
  readonly name: string;
  readonly clientName: string;
}

export interface EntitySelection {
  /** Equal where the same query names entities by the same fields: what one such fetch found, another need not ask for. */
  readonly tableKey: string;
  /** What is selected of every entity. */
  readonly selection: SelectionSetNode;
  /** Whether all of it are leaves, so that an answer can be given to several places without a copy. */
  readonly isFlat: boolean;
  /** Its parts, for a query that asks for several such selections at once; undefined when it uses fragments of its own. */
  readonly parts?: { readonly variables: readonly VariableDefinitionNode[]; readonly text: string } | undefined;
}

export const REPRESENTATIONS = 'representations';

export interface FetchSpecs {
  readonly of: (node: FetchNode) => FetchSpec;
  readonly text: (subgraph: string, kind: FetchText['kind'], text: string) => FetchText;
}

/**
 * Makes specs out of a plan's fetches. The planner names its queries by their position in a plan; without that name equal
 * fetches are one text, which transports and subgraphs know again. They live as long as somebody holds them.
 */
export const fetchSpecs = (clientName: (name: string) => string): FetchSpecs => {
  const texts = new Map<string, WeakRef<FetchText>>();
  const gone = new FinalizationRegistry<string>((key) => {
    if (texts.get(key)?.deref() === undefined) texts.delete(key);
  });

  const text: FetchSpecs['text'] = (subgraph, kind, query) => {
    const key = `${subgraph}\0${query}`;
    let known = texts.get(key)?.deref();
    if (!known) {
      known = { subgraph, kind, text: query, json: JSON.stringify(query) };
      texts.set(key, new WeakRef(known));
      gone.register(known, key);
    }
    return known;
  };

  return {
    text,
    of: (node) => {
      const document = parse(node.operation, { noLocation: true });
      const query = text(node.serviceName, node.operationKind, withoutName(node));
      const variableUsages = (node.variableUsages ?? []).map((name) => ({ name, clientName: clientName(name) }));
      const rootFields = node.requires ? [] : rootFieldsOf(document);
      return {
        query,
        variableUsages,
        rootFields,
        entities: node.requires ? entitiesOf(document, tableKeyOf(query, node)) : undefined,
      };
    },
  };
};

function withoutName({ operation, operationName }: FetchNode): string {
  return operationName === undefined ? operation : operation.replace(operationName, '');
}

function rootFieldsOf(document: DocumentNode): string[] {
  const fragments = fragmentsOf(document);
  const namesOf = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
      const inside = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return inside ? namesOf(inside.selectionSet) : [];
    });
  const definition = getOperationAST(document);
  return definition ? [...new Set(namesOf(definition.selectionSet))] : [];
}

const tableKeyOf = ({ subgraph, text }: FetchText, { requires, inputRewrites }: FetchNode): string =>
  JSON.stringify([subgraph, text, requires, inputRewrites]);

function entitiesOf(document: DocumentNode, tableKey: string): EntitySelection | undefined {
  const definition = getOperationAST(document);
  const field = definition?.selectionSet.selections[0] as FieldNode | undefined;
  if (!definition || !field?.selectionSet) return undefined;
  const hasFragments = document.definitions.length > 1;
  const variables = (definition.variableDefinitions ?? []).filter(
    ({ variable }) => variable.name.value !== REPRESENTATIONS,
  );
  return {
    tableKey,
    selection: field.selectionSet,
    isFlat: !hasFragments && isFlat(field.selectionSet),
    parts: hasFragments ? undefined : { variables, text: print(field.selectionSet) },
  };
}

const isFlat = ({ selections }: SelectionSetNode): boolean =>
  selections.every((selection) =>
    selection.kind === Kind.INLINE_FRAGMENT
      ? isFlat(selection.selectionSet)
      : selection.kind === Kind.FIELD && !selection.selectionSet,
  );
