import {
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from './included.ts';
import type { OperationSelections } from './operation-selections.ts';

/** One member of the answer's object: all selections of one response name. */
export interface CollectedField {
  readonly name: string;
  readonly selectionSets: readonly SelectionSetNode[];
  /** No selection of it may be answered. */
  readonly isRefused: boolean;
}

/** An interface stands for objects of which nothing is known but that they implement it. */
export type FieldsType = GraphQLObjectType | GraphQLInterfaceType;

/**
 * The fields by response name, in the order in which the answer has them.
 * @see https://spec.graphql.org/October2021/#CollectFields()
 */
export const collectFields = (
  operation: OperationSelections,
  type: FieldsType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, CollectedField> => {
  const fields = new Map<string, { name: string; selectionSets: SelectionSetNode[]; isRefused: boolean }>();
  const spread = new Set<string>();

  const collectField = (field: FieldNode): void => {
    const responseName = (field.alias ?? field.name).value;
    let collected = fields.get(responseName);
    if (collected === undefined) {
      collected = { name: field.name.value, selectionSets: [], isRefused: true };
      fields.set(responseName, collected);
    }
    collected.isRefused &&= operation.refused?.has(field) === true;
    if (field.selectionSet) collected.selectionSets.push(field.selectionSet);
  };
  const collectFragment = (condition: string | undefined, selectionSet: SelectionSetNode): void => {
    if (condition === undefined || applies(operation.schema, condition, type)) selectionSet.selections.forEach(collect);
  };
  const collect = (selection: SelectionNode): void => {
    if (!isIncluded(selection, operation.booleans) || operation.deferred?.has(selection)) return;
    switch (selection.kind) {
      case Kind.FIELD:
        collectField(selection);
        return;
      case Kind.INLINE_FRAGMENT:
        collectFragment(selection.typeCondition?.name.value, selection.selectionSet);
        return;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = operation.fragments.get(selection.name.value);
        if (fragment === undefined || spread.has(selection.name.value)) return;
        spread.add(selection.name.value);
        collectFragment(fragment.typeCondition.name.value, fragment.selectionSet);
      }
    }
  };

  for (const { selections } of selectionSets) selections.forEach(collect);
  return fields;
};

/** Whether a fragment on the condition is about objects of the type. */
export const applies = (schema: GraphQLSchema, condition: string, type: FieldsType): boolean => {
  const conditionType = schema.getType(condition);
  return conditionType === type || (isAbstractType(conditionType) && schema.isSubType(conditionType, type));
};
