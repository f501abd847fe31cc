import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';
import type { Random } from './random.ts';

/** A value that fits an input type: as JSON, and as GraphQL writes it. */
export interface InputValue {
  readonly json: unknown;
  readonly literal: string;
}

const NULL: InputValue = { json: null, literal: 'null' };

export const inputValue = (random: Random, type: GraphQLInputType, depth = 2): InputValue => {
  if (isNonNullType(type)) return presentValue(random, type.ofType, depth);
  return random.chance(0.12) ? NULL : presentValue(random, type, depth);
};

function presentValue(random: Random, type: GraphQLInputType, depth: number): InputValue {
  if (isListType(type)) {
    // One item alone is a list of it.
    if (random.chance(0.2)) return presentItem(random, type.ofType, depth);
    const items = Array.from({ length: random.below(3) }, () => inputValue(random, type.ofType, depth));
    return { json: items.map(({ json }) => json), literal: `[${items.map(({ literal }) => literal).join(', ')}]` };
  }
  if (isInputObjectType(type)) return objectValue(random, type, depth);
  return leaf(random, type);
}

// A null in the place of a list would be no list.
const presentItem = (random: Random, type: GraphQLInputType, depth: number): InputValue =>
  presentValue(random, isNonNullType(type) ? type.ofType : type, depth);

function objectValue(random: Random, type: GraphQLInputObjectType, depth: number): InputValue {
  const fields = Object.values(type.getFields())
    .filter((field) => depth > 0 || !isInputObjectType(field.type))
    .filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || random.chance(0.5))
    .map(({ name, type: of }) => ({ name, ...inputValue(random, of, depth - 1) }));
  return {
    json: Object.fromEntries(fields.map(({ name, json }) => [name, json])),
    literal: `{ ${fields.map(({ name, literal }) => `${name}: ${literal}`).join(', ')} }`,
  };
}

function leaf(random: Random, type: GraphQLNamedType): InputValue {
  if (isEnumType(type)) {
    const value = random.pick(type.getValues()).name;
    return { json: value, literal: value };
  }
  const json = leafJson(random, type.name);
  return { json, literal: JSON.stringify(json) };
}

function leafJson(random: Random, name: string): unknown {
  switch (name) {
    case 'Int':
      return random.below(9) - 2;
    case 'Float':
      return random.pick([0, 1.5, -2, 1e10]);
    case 'Boolean':
      return random.chance(0.5);
    case 'Json':
      return random.pick<unknown>([1, 'text', true, [1, 'b'], null].slice(0, 4));
    default:
      return random.pick(['a', '', 'é"\\', 'id~Book:1', '5']);
  }
}
