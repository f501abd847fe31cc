import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  Kind,
  parse,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type TypeNode,
} from 'graphql';

/** A mutation of the supergraph, as far as bad input for it is about it. */
export interface Mutation {
  readonly name: string;
  readonly inputType: string;
  /** Who may not: nobody who is not signed in, or nobody without a role. */
  readonly isFor: 'everybody' | 'signed in' | 'a role';
}

/** A field of an input, at any depth: `lines.0.quantity`. */
export interface InputField {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
}

const TEXTS = ['String', 'ID'];
const SCALARS = [...TEXTS, 'Int', 'Boolean', 'Decimal', 'Int64', 'DateTime', 'CurrencyCode', 'CountryCode'];

const supergraph = parse(readFileSync(path.join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8'));
const inputs = new Map(
  supergraph.definitions
    .filter((node): node is InputObjectTypeDefinitionNode => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    .map((node) => [node.name.value, node.fields ?? []]),
);

/** Every mutation of the supergraph. */
export const mutations: readonly Mutation[] = supergraph.definitions
  .flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Mutation' ? (node.fields ?? []) : [],
  )
  .map((field) => ({ name: field.name.value, inputType: inputTypeOf(field), isFor: audienceOf(field) }));

/** The fields of an input and of the inputs in it. */
export const fieldsOf = (inputType: string, prefix = ''): InputField[] =>
  (inputs.get(inputType) ?? []).flatMap((field) => {
    const { type, isList } = unwrapped(field);
    const place = `${prefix}${field.name.value}`;
    const isRequired = field.type.kind === Kind.NON_NULL_TYPE;
    return [
      { path: place, type, isRequired, isList },
      ...(inputs.has(type) ? fieldsOf(type, isList ? `${place}.0.` : `${place}.`) : []),
    ];
  });

export const isText = ({ type }: InputField): boolean => TEXTS.includes(type);
export const isScalar = ({ type }: InputField): boolean => SCALARS.includes(type);

function inputTypeOf({ name, arguments: args = [] }: FieldDefinitionNode): string {
  const [input] = args;
  if (args.length !== 1 || input?.name.value !== 'input')
    throw new Error(`${name.value} takes something else than one input`);
  return unwrapped(input).type;
}

function audienceOf({ directives = [] }: FieldDefinitionNode): Mutation['isFor'] {
  const names = directives.map((directive) => directive.name.value);
  return names.includes('policy') ? 'a role' : names.includes('authenticated') ? 'signed in' : 'everybody';
}

function unwrapped({ type }: InputValueDefinitionNode): { type: string; isList: boolean } {
  let isList = false;
  let node: TypeNode = type;
  while (node.kind !== Kind.NAMED_TYPE) {
    isList ||= node.kind === Kind.LIST_TYPE;
    node = node.type;
  }
  return { type: node.name.value, isList };
}
