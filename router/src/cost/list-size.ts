import { getNamedType, isInputObjectType, type FieldNode, type GraphQLField, type GraphQLInputType } from 'graphql';
import type { Cost } from './cost.ts';
import { givenValue } from './given-value.ts';
import type { ListSize } from './weights.ts';

/** How many items a field is taken to answer with: the largest of its slicing arguments, else what is assumed. */
export const expectedSize = (
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { slicingArguments, assumedSize, otherwise }: ListSize & { readonly otherwise: number },
): Cost => {
  const unsliced = assumedSize ?? otherwise;
  const sizes = slicingArguments.map((path) => slicedBy(path, node, field));
  const known = largest(sizes.filter((size) => typeof size !== 'function'));
  const open = sizes.filter((size) => typeof size === 'function');
  if (open.length === 0) return known ?? unsliced;
  return ({ variables }) => largest([known, ...open.map((size) => size(variables))]) ?? unsliced;
};

type Size = number | undefined;
type OpenSize = (variables: Readonly<Record<string, unknown>>) => Size;

function slicedBy(path: string, node: FieldNode, field: GraphQLField<unknown, unknown>): Size | OpenSize {
  const [name = '', ...rest] = path.split('.');
  const definition = field.args.find((argument) => argument.name === name);
  if (!definition) return undefined;
  const found = givenValue(node.arguments?.find((argument) => argument.name.value === name));
  const sizeOf = (value: unknown) =>
    sizeAt(value === undefined ? definition.defaultValue : value, { type: definition.type, path: rest });
  if ('value' in found) return sizeOf(found.value);
  return (variables) => sizeOf(found.valueIn(variables));
}

interface Way {
  readonly type: GraphQLInputType;
  readonly path: readonly string[];
}

function sizeAt(value: unknown, { type, path: [name, ...rest] }: Way): Size {
  if (name === undefined) return typeof value === 'number' ? Math.max(value, 0) : undefined;
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return undefined;
  const field = named.getFields()[name];
  if (!field) return undefined;
  const inner = (value as Readonly<Record<string, unknown>>)[name];
  return sizeAt(inner === undefined ? field.defaultValue : inner, { type: field.type, path: rest });
}

const largest = (sizes: readonly Size[]): Size => {
  const given = sizes.filter((size) => size !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
};
