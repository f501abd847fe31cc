import {
  GraphQLBoolean,
  GraphQLNonNull,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isUnionType,
  getNamedType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { inputValue } from './literals.ts';
import type { Random } from './random.ts';
import { createVariables, type Variables } from './variables.ts';

export interface GeneratedOperation {
  readonly query: string;
  /** Values for its variables, drawn anew with each call. */
  readonly variables: () => Record<string, unknown>;
}

interface Writing {
  readonly random: Random;
  readonly schema: GraphQLSchema;
  readonly variables: Variables;
  readonly fragments: { readonly name: string; readonly on: string; readonly text: string }[];
  /** How many more fields may be selected. */
  budget: number;
}

/** Aliases that are the names of keys and of what routers add: whatever is behind them must not be taken for a key. */
const ALIASES = ['a', 'b', 'id', 'sku', 'seal', 'code', 'version', 'size', '_0', 'constructor', 'representations'];
const BOOLEAN = new GraphQLNonNull(GraphQLBoolean);

/** An operation that most probably is valid. */
export const generateOperation = (random: Random, schema: GraphQLSchema): GeneratedOperation => {
  const writing: Writing = {
    random,
    schema,
    variables: createVariables(random),
    fragments: [],
    budget: 6 + random.below(30),
  };
  const mutation = schema.getMutationType();
  const isMutation = mutation != null && random.chance(0.12);
  const root = isMutation ? mutation : schema.getQueryType();
  if (!root) throw new Error('the schema has no queries');
  const selections = selectionSet(writing, root, 5);
  const head = `${isMutation ? 'mutation' : 'query'} Generated${writing.variables.declarations()}`;
  const fragments = writing.fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`);
  return { query: [`${head} ${selections}`, ...fragments].join('\n'), variables: writing.variables.values };
};

function selectionSet(writing: Writing, type: GraphQLCompositeType, depth: number): string {
  const { random } = writing;
  const selections: string[] = [];
  for (let more = 1 + random.below(4); more > 0; more--) {
    const selection = selectionOn(writing, type, depth);
    if (selection !== undefined) selections.push(selection);
  }
  if (random.chance(0.12))
    selections.push(random.pick(['__typename', '__typename', 'type: __typename', 'id: __typename']));
  if (selections.length > 0 && random.chance(0.1))
    selections.splice(random.below(selections.length), 0, random.pick(selections));
  if (selections.length === 0) selections.push('__typename');
  return `{ ${selections.join(' ')} }`;
}

function selectionOn(writing: Writing, type: GraphQLCompositeType, depth: number): string | undefined {
  const { random, schema } = writing;
  if (isAbstractType(type) && (isUnionType(type) || random.chance(0.5)) && depth > 0) {
    const condition = random.chance(0.85) ? random.pick(schema.getPossibleTypes(type)) : type;
    return fragmentOn(writing, condition, depth - 1);
  }
  if (random.chance(0.12) && depth > 0) return fragmentOn(writing, conditionFor(writing, type), depth - 1);
  if (isUnionType(type)) return undefined;
  const fields = Object.values(type.getFields()).filter((field) => depth > 0 || isLeafType(getNamedType(field.type)));
  if (fields.length === 0 || writing.budget <= 0) return undefined;
  writing.budget--;
  return fieldSelection(writing, random.pick(fields), depth);
}

// An object may be spread as one of its interfaces, and any type as itself.
function conditionFor({ random, schema }: Writing, type: GraphQLCompositeType): GraphQLCompositeType {
  if (isUnionType(type)) return type;
  const wider = type.getInterfaces();
  return wider.length > 0 && random.chance(0.5)
    ? random.pick(wider)
    : isAbstractType(type)
      ? random.pick(schema.getPossibleTypes(type))
      : type;
}

function fragmentOn(writing: Writing, on: GraphQLCompositeType, depth: number): string {
  const { random, fragments } = writing;
  const known = fragments.filter((fragment) => fragment.on === on.name);
  if (known.length > 0 && random.chance(0.3)) return `...${random.pick(known).name}${directives(writing)}`;
  const text = selectionSet(writing, on, depth);
  if (random.chance(0.25)) {
    const name = `F${fragments.length}`;
    fragments.push({ name, on: on.name, text });
    return `...${name}${directives(writing)}`;
  }
  return `... on ${on.name}${directives(writing)} ${text}`;
}

function fieldSelection(writing: Writing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { random } = writing;
  const args = argumentsOf(writing, field.args);
  // Two selections of a field with different arguments must not meet under one name.
  const needsAlias = args !== '' && random.chance(0.9);
  const alias = needsAlias ? `x${random.below(900)}: ` : random.chance(0.12) ? `${random.pick(ALIASES)}: ` : '';
  const type = getNamedType(field.type);
  const inner = isLeafType(type) ? '' : ` ${selectionSet(writing, type as GraphQLCompositeType, depth - 1)}`;
  return `${alias}${field.name}${args}${directives(writing)}${inner}`;
}

function argumentsOf(writing: Writing, args: readonly GraphQLArgument[]): string {
  const { random } = writing;
  const given = args
    .filter(({ type, defaultValue }) => (isNonNullType(type) && defaultValue === undefined) || random.chance(0.6))
    .map(({ name, type }) =>
      random.chance(0.5) ? `${name}: ${writing.variables.use(type)}` : `${name}: ${inputValue(random, type).literal}`,
    );
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function directives(writing: Writing): string {
  const { random } = writing;
  if (!random.chance(0.12)) return '';
  const one = () =>
    `@${random.pick(['skip', 'include'])}(if: ${random.chance(0.85) ? writing.variables.use(BOOLEAN) : random.pick(['true', 'false'])})`;
  const first = one();
  const second = random.chance(0.15) ? one() : '';
  return ` ${first}${second !== '' && second.slice(0, 4) !== first.slice(0, 4) ? ` ${second}` : ''}`;
}
