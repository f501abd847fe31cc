import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { FetchText } from '../transport/subgraph-transport.ts';

/** A query to a subgraph as plans send it, the same object for the same text. */
export interface FetchSpec {
  readonly query: FetchText;
  readonly variableUsages: readonly VariableUsage[];
  /** For fetches of entities. */
  readonly entities?: EntitySelection | undefined;
}

/** A variable of the query and the client's variable that it is. */
export interface VariableUsage {
  readonly name: string;
  readonly clientName: string;
}

export interface EntitySelection {
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
      return { query, variableUsages, entities: node.requires ? entitiesOf(document) : undefined };
    },
  };
};

function withoutName({ operation, operationName }: FetchNode): string {
  return operationName === undefined ? operation : operation.replace(operationName, '');
}

function entitiesOf(document: DocumentNode): EntitySelection | undefined {
  const definition = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  const field = definition?.selectionSet.selections[0] as FieldNode | undefined;
  if (!definition || !field?.selectionSet) return undefined;
  const hasFragments = document.definitions.length > 1;
  const variables = (definition.variableDefinitions ?? []).filter(
    ({ variable }) => variable.name.value !== REPRESENTATIONS,
  );
  return {
    selection: field.selectionSet,
    isFlat: !hasFragments && isFlat(field.selectionSet),
    parts: hasFragments ? undefined : { variables, text: print(field.selectionSet) },
  };
}

function isFlat(selection: SelectionSetNode): boolean {
  let deepest = 0;
  visit(selection, {
    Field: (field) => {
      if (field.selectionSet) deepest += 1;
    },
  });
  return deepest === 0;
}
