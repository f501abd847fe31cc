import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNonNull,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.ts';

export interface Operation {
  readonly query: string;
  /** Variables to run it with, right and wrong. */
  readonly variables: () => Record<string, unknown>;
}

const ALIASES = [
  '_e0',
  'x',
  'y',
  'then',
  'snake_case',
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'length',
];
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  Int: [1, 7, -3],
  String: ['a', 'text'],
  ID: ['1', 4],
  Boolean: [true, false],
  DateTime: ['2026-02-03T04:05:06Z'],
};
const WRONG: readonly unknown[] = [
  'wrong',
  1.5,
  {},
  { unknown: 1 },
  [null],
  2 ** 40,
  true,
  { min: null },
  [[['deep']]],
];

/** An operation that reads like what clients and the router send; it may be invalid: validate it. */
export const randomOperation = (schema: GraphQLSchema, random: Random): Operation => {
  const declared: { name: string; type: GraphQLInputType | string; text: string }[] = [];
  const fragments: string[] = [];
  let aliases = 0;

  const variable = (type: GraphQLInputType, text = String(type)): string => {
    const name = `v${declared.length}`;
    const nullable = text.endsWith('!') && random.chance(0.4) ? text.slice(0, -1) : text;
    const mayDefault = nullable !== text || random.chance(0.4);
    const fallback = mayDefault ? ` = ${literal(isNonNullType(type) ? type.ofType : type, -1, false)}` : '';
    declared.push({ name, type, text: `$${name}: ${random.chance(0.2) && mayDefault ? text : nullable}${fallback}` });
    return `$${name}`;
  };

  const simple = (type: GraphQLInputType): unknown =>
    isEnumType(type) ? random.pick(type.getValues()).name : random.pick(SCALARS[String(type)] ?? ['a']);

  const someOf = (type: GraphQLInputObjectType) =>
    Object.values(type.getFields()).filter(({ name }) => random.chance(name === 'nested' ? 0.2 : 0.45));

  const literal = (type: GraphQLInputType, depth = 0, mayVary = true): string => {
    if (mayVary && random.chance(0.3)) return variable(type);
    if (isNonNullType(type)) return literal(type.ofType, -1, mayVary);
    return depth === 0 && random.chance(0.08) ? 'null' : present(type, mayVary);
  };

  const present = (type: Exclude<GraphQLInputType, GraphQLNonNull<never>>, mayVary: boolean): string => {
    if (isListType(type)) {
      const items = Array.from({ length: random.integer(3) }, () => literal(type.ofType, -1, mayVary));
      return items.length === 1 ? items.join('') : `[${items.join(', ')}]`;
    }
    if (!isInputObjectType(type)) return isEnumType(type) ? String(simple(type)) : JSON.stringify(simple(type));
    return `{ ${someOf(type)
      .map((field) => `${field.name}: ${literal(field.type, -1, mayVary)}`)
      .join(', ')} }`;
  };

  const argument = ({ name, type }: GraphQLArgument) => `${name}: ${literal(type)}`;

  const condition = () => {
    if (!random.chance(0.12)) return '';
    const value = random.chance(0.3) ? String(random.chance(0.5)) : conditionVariable();
    return ` @${random.pick(['skip', 'include'])}(if: ${value})`;
  };
  const conditionVariable = () => {
    const known = declared.filter(({ text }) => text.includes(': Boolean'));
    if (known.length > 1 || (known.length > 0 && random.chance(0.7))) return `$${random.pick(known).name}`;
    const name = `v${declared.length}`;
    declared.push({
      name,
      type: 'Boolean',
      text: `$${name}: ${random.pick(['Boolean!', 'Boolean! = true', 'Boolean = false'])}`,
    });
    return `$${name}`;
  };

  const field = (of: GraphQLField<unknown, unknown>, depth: number): string | undefined => {
    const type = getNamedType(of.type);
    if (!isLeafType(type) && depth <= 0) return undefined;
    const args = of.args.filter(() => random.chance(0.5)).map(argument);
    const name = random.chance(0.08) ? random.pick(ALIASES) : args.length > 0 ? `a${(aliases += 1)}` : undefined;
    const selected = isLeafType(type) ? '' : ` ${selection(type, depth - 1)}`;
    return `${name ? `${name}: ` : ''}${of.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${condition()}${selected}`;
  };

  const selection = (type: GraphQLCompositeType, depth: number): string => {
    const parts: (string | undefined)[] = [random.chance(0.4) ? `__typename${condition()}` : undefined];
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    for (const of of fields.filter(({ name }) => !name.startsWith('_')))
      while (random.chance(0.4)) parts.push(field(of, depth));
    const narrower = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [type];
    for (const one of narrower) {
      if (!random.chance(narrower.length > 1 ? 0.7 : 0.15)) continue;
      if (random.chance(0.3)) parts.push(`${spread(one, depth)}${condition()}`);
      else parts.push(`... on ${one.name}${condition()} ${selection(one, depth - 1)}`);
    }
    const text = parts.filter(Boolean).join(' ');
    return `{ ${text === '' ? '__typename' : text} }`;
  };

  const spread = (type: GraphQLCompositeType, depth: number): string => {
    const known = fragments.filter((text) => text.includes(` on ${type.name} `));
    if (known.length > 0 && random.chance(0.5)) return `...${/F\d+/.exec(random.pick(known))![0]}`;
    const at = fragments.push('') - 1;
    fragments[at] = `fragment F${at} on ${type.name} ${selection(type, Math.max(0, depth - 1))}`;
    return `...F${at}`;
  };

  const entities = random.chance(0.4)
    ? ` _entities(representations: $of) ${selection(schema.getType('_Entity') as GraphQLCompositeType, 2)}`
    : '';
  const root = selection(schema.getQueryType()!, 3);
  const variables = declared.map(({ text }) => text).concat(entities ? ['$of: [_Any!]!'] : []);
  const head = variables.length > 0 ? `query Q(${variables.join(', ')})` : 'query Q';
  const query = [`${head} ${root.slice(0, -1)}${entities} }`, ...fragments].join('\n');

  const value = (type: GraphQLInputType | string): unknown => {
    if (random.chance(0.03)) return random.pick(WRONG);
    if (typeof type === 'string') return random.chance(0.5);
    if (isNonNullType(type)) return value(type.ofType);
    if (random.chance(0.1)) return null;
    if (isListType(type)) return random.chance(0.2) ? value(type.ofType) : [value(type.ofType), value(type.ofType)];
    if (!isInputObjectType(type)) return simple(type);
    return Object.fromEntries(someOf(type).map((one) => [one.name, value(one.type)]));
  };
  const representation = () => ({
    __typename: random.pick(['T0', 'T1', 'T0', 'T1', 'T2', 'Nothing']),
    id: String(random.integer(30)),
  });

  return {
    query,
    variables: () => ({
      ...Object.fromEntries(declared.flatMap(({ name, type }) => (random.chance(0.7) ? [[name, value(type)]] : []))),
      ...(random.chance(0.1) && { unknown: 1 }),
      ...(entities && { of: Array.from({ length: random.integer(6) }, representation) }),
    }),
  };
};
