import { getNullableType, isListType, type FieldNode, type GraphQLOutputType } from 'graphql';
import { argumentsCost } from './argument-cost.ts';
import { product, sum } from './cost.ts';
import { expectedSize } from './list-size.ts';
import type { Parts } from './parts.ts';
import type { FieldOfType, SchemaCosts } from './schema-costs.ts';
import type { ListSize } from './weights.ts';

export interface SelectedField {
  readonly node: FieldNode;
  readonly place: FieldOfType;
  readonly size: ListSize | undefined;
  /** What is selected in one item. */
  readonly below: Parts;
  /** Whether it is a list that has the size of the field above. */
  readonly isSized: boolean;
}

export interface FieldCostOptions {
  readonly costs: SchemaCosts;
  /** Items of a list of which nothing is said. */
  readonly listSize: number;
}

/** One field: its type and what is below, as often as there are items, and its arguments once. */
export const fieldCost = (
  { node, place, size, below, isSized }: SelectedField,
  { costs, listSize }: FieldCostOptions,
): Parts => {
  const expected = size ? expectedSize(node, place.field, { ...size, otherwise: listSize }) : listSize;
  const one = sum([costs.ofField(place), below.fixed, product(expected, below.perItem)]);
  const given = argumentsCost(node, place, costs);
  const depth = listDepth(place.field.type);
  if (depth === 0) return { fixed: sum([one, given]), perItem: 0 };
  const item = product(listSize ** (depth - 1), one);
  return isSized ? { fixed: given, perItem: item } : { fixed: sum([product(expected, item), given]), perItem: 0 };
};

function listDepth(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? listDepth(nullable.ofType) + 1 : 0;
}
