import {
  Kind,
  type ASTNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
} from 'graphql';
import type { SchemaFile } from '../subgraph-sources.ts';

/** What one run of the rules looks at: a subgraph's own definitions, and everything it can name. */
export interface Subject {
  readonly own: readonly DefinitionNode[];
  /** Its own definitions and the shared ones, by name. */
  readonly known: ReadonlyMap<string, DefinitionNode>;
}

export interface Finding {
  readonly node: ASTNode;
  readonly message: string;
}

/** Looks at one subgraph and says what breaks one convention of the graph. */
export type SchemaRule = (subject: Subject) => Finding[];

export type OutputType = ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode;

export const subjectOf = (own: readonly SchemaFile[], shared: readonly SchemaFile[]): Subject => {
  const definitions = own.flatMap(({ document }) => document.definitions);
  const all = [...shared.flatMap(({ document }) => document.definitions), ...definitions];
  return {
    own: definitions,
    known: new Map(all.flatMap((node) => nameOf(node).map((name) => [name, node] as const))),
  };
};

export const outputTypes = ({ own }: Subject): OutputType[] =>
  own.filter(
    (node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION ||
      node.kind === Kind.OBJECT_TYPE_EXTENSION ||
      node.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );

/** Every field that answers, with the type it stands in. */
export const outputFields = (subject: Subject): { type: OutputType; field: FieldDefinitionNode }[] =>
  outputTypes(subject).flatMap((type) => (type.fields ?? []).map((field) => ({ type, field })));

/** Every value that is given: fields of inputs and arguments of fields. */
export const inputValues = (subject: Subject): InputValueDefinitionNode[] => [
  ...subject.own.flatMap((node) =>
    node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION
      ? (node.fields ?? [])
      : [],
  ),
  ...outputFields(subject).flatMap(({ field }) => field.arguments ?? []),
];

export const mutations = (subject: Subject): FieldDefinitionNode[] =>
  outputFields(subject)
    .filter(({ type }) => type.name.value === 'Mutation')
    .map(({ field }) => field);

/** The name of a definition, if it has one: the schema itself has none. */
export const nameOf = (node: DefinitionNode): string[] =>
  node.kind !== Kind.OPERATION_DEFINITION && 'name' in node ? [node.name.value] : [];

/** The name inside the brackets and exclamation marks. */
export const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

export const pascal = (camel: string): string => camel.charAt(0).toUpperCase() + camel.slice(1);
