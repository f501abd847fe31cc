import { getNamedType, isInputObjectType, type FieldNode, type GraphQLInputType } from 'graphql';
import { sum, type Cost } from './cost.ts';
import { givenValue } from './given-value.ts';
import { isFreeInput, type FieldOfType, type SchemaCosts } from './schema-costs.ts';

/** What the arguments that a field is given cost, each object in them included. Defaults of arguments cost nothing. */
export const argumentsCost = ({ arguments: given = [] }: FieldNode, place: FieldOfType, costs: SchemaCosts): Cost =>
  sum(
    given.map((argument): Cost => {
      const type = place.field.args.find(({ name }) => name === argument.name.value)?.type;
      if (!type) return 0;
      const weight = costs.ofArgument(place, argument.name.value);
      if (weight === undefined && isFreeInput(costs, type)) return 0;
      const costOf = (value: unknown) => inputCost(value, { type, weight, costs });
      const found = givenValue(argument);
      return 'value' in found ? costOf(found.value) : ({ variables }) => costOf(found.valueIn(variables));
    }),
  );

interface Input {
  readonly type: GraphQLInputType;
  /** Of the argument or input field itself, instead of its type's. */
  readonly weight: number | undefined;
  readonly costs: SchemaCosts;
}

function inputCost(value: unknown, { type, weight, costs }: Input): number {
  if (value === null || value === undefined) return 0;
  // Its own weight counts once, however long the list.
  if (Array.isArray(value))
    return value.reduce<number>(
      (total, item) => total + inputCost(item, { type, weight: weight === undefined ? undefined : 0, costs }),
      weight ?? 0,
    );
  const own = weight ?? costs.ofInput(type);
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object') return own;
  const fields = named.getFields();
  return Object.entries(value).reduce((total, [name, inner]) => {
    const field = fields[name];
    if (!field) return total;
    return total + inputCost(inner, { type: field.type, weight: costs.ofInputField(named.name, name), costs });
  }, own);
}
