import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from '../../conformance/generate/random.ts';

/** A valid query with aliases, nested, inline and named fragments, variables and conditions. */
export const aRandomQuery = (random: Random, schema: GraphQLSchema): string => {
  const types = Object.values(schema.getTypeMap())
    .filter(isCompositeType)
    .filter(({ name }) => !name.startsWith('__') && name !== 'Query');
  const fragments: string[] = [];
  let names = 0;

  const selectionsOf = (type: GraphQLCompositeType, depth: number): string => {
    const some = Array.from({ length: 1 + random.below(3) }, () => selectionOf(type, depth));
    return `{ ${some.join(' ')} }`;
  };
  const conditionOf = () =>
    random.chance(0.2) ? ` @${random.pick(['skip', 'include'])}(if: $${random.pick(['a', 'b'])})` : '';

  const selectionOf = (type: GraphQLCompositeType, depth: number): string => {
    if (depth > 0 && random.chance(0.35)) return fragmentOf(type, depth);
    if (isUnionType(type) || random.chance(0.1)) return '__typename';
    const field = random.pick(Object.values(type.getFields()));
    const below = getNamedType(field.type);
    if (isCompositeType(below) && depth === 0) return '__typename';
    const alias = random.chance(0.5) ? `f${(names += 1)}: ` : '';
    const given = random.chance(0.3) ? '(n: $n)' : '';
    return `${alias}${field.name}${given}${conditionOf()} ${isCompositeType(below) ? selectionsOf(below, depth - 1) : ''}`;
  };

  const fragmentOf = (type: GraphQLCompositeType, depth: number): string => {
    const fitting = types.filter((other) => doTypesOverlap(schema, type, other));
    const condition = fitting.length > 0 ? random.pick(fitting) : type;
    const body = selectionsOf(condition, depth - 1);
    if (random.chance(0.6)) return `... on ${condition.name}${conditionOf()} ${body}`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${condition.name} ${body}`);
    return `...${name}${conditionOf()}${random.chance(0.3) ? ` ...${name}` : ''}`;
  };

  const root = selectionsOf(schema.getQueryType() as GraphQLCompositeType, 4);
  return `query Q($a: Boolean!, $b: Boolean!, $n: Int) ${root} ${fragments.join(' ')}`;
};
