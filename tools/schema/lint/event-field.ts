import {
  Kind,
  print,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import type { SchemaFile } from '../subgraph-sources.ts';

/** A field of Subscription that the router answers from a topic; its directive's arguments as they are written. */
export interface EventField {
  readonly node: FieldDefinitionNode;
  /** `topic` and `also`. */
  readonly topics: readonly string[];
  readonly field: string;
  readonly equals: string;
  readonly key: string;
  readonly guard: string;
  readonly gate: string | undefined;
  readonly version: string | undefined;
}

type Fields = ReadonlyMap<string, FieldDefinitionNode>;

/** The fields of the supergraph's types that have fields, by the type's name. */
export type GraphFields = ReadonlyMap<string, Fields>;

export const KAFKA_SUBSCRIBE = 'kafkaSubscribe';

export const graphFields = (supergraph: DocumentNode): GraphFields =>
  new Map(
    supergraph.definitions.flatMap((node): [string, Fields][] =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? [[node.name.value, new Map((node.fields ?? []).map((field) => [field.name.value, field]))]]
        : [],
    ),
  );

/** Every field in a subgraph's files, with the type it stands in. */
export const fieldsOfFiles = (files: readonly SchemaFile[]): { type: string; node: FieldDefinitionNode }[] =>
  files.flatMap(({ document }) =>
    document.definitions.flatMap((definition) =>
      'fields' in definition
        ? (definition.fields ?? [])
            .filter((node) => node.kind === Kind.FIELD_DEFINITION)
            .map((node) => ({ type: definition.name.value, node }))
        : [],
    ),
  );

/** Undefined when the field has no @kafkaSubscribe, or one without all that it needs: the composition says so. */
export const eventFieldOf = (node: FieldDefinitionNode): EventField | undefined => {
  const directive = node.directives?.find(({ name }) => name.value === KAFKA_SUBSCRIBE);
  if (!directive) return undefined;
  const given = new Map(
    directive.arguments?.map(({ name, value }): [string, unknown] => [name.value, valueFromASTUntyped(value)]),
  );
  const text = (name: string): string | undefined => {
    const value = given.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const [topic, field, equals, key, guard] = ['topic', 'field', 'equals', 'key', 'guard'].map((name) => text(name));
  if (!topic || !field || !equals || !key || !guard) return undefined;
  const also = given.get('also');
  // One alone may stand without brackets.
  const topics = [topic, ...(also === undefined || also === null ? [] : [also].flat().map(String))];
  return { node, topics, field, equals, key, guard, gate: text('gate'), version: text('version') };
};

export const isRequired = ({ type, defaultValue }: InputValueDefinitionNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;

/** The arguments that a field of Query cannot be asked without and that the event field does not bring under the same name and type. */
export const missingArguments = (
  { arguments: wanted = [] }: FieldDefinitionNode,
  { arguments: given = [] }: FieldDefinitionNode,
): InputValueDefinitionNode[] =>
  wanted.filter(
    (argument) =>
      isRequired(argument) &&
      !given.some(({ name, type }) => name.value === argument.name.value && print(type) === print(argument.type)),
  );
