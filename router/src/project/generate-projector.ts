import type { GraphQLObjectType, SelectionSetNode } from 'graphql';
import type { FieldsType } from './collect-fields.ts';
import { concreteTypeOf } from './concrete-type.ts';
import type { OperationSelections } from './operation-selections.ts';
import { objectFunction, rootSource, type ProjectionSource } from './projection-source.ts';
import { type Projection, projectionUnit } from './projection-unit.ts';
import type { DataKey, Projector } from './projector.ts';

interface ProjectedSelections {
  readonly selections: OperationSelections;
  readonly dataKey: DataKey;
}

interface ProjectedRoot extends ProjectedSelections {
  readonly root: GraphQLObjectType;
  readonly selectionSet: SelectionSetNode;
}

/** Projections of one operation, each generated when it is asked for first. */
export interface Projections {
  /** Of the whole answer, as text. */
  readonly rootOf: (root: GraphQLObjectType, selectionSet: SelectionSetNode) => Projector;
  /** Of objects of a type. */
  readonly objectOf: (type: FieldsType, selectionSets: readonly SelectionSetNode[]) => Projection;
}

/**
 * The generated code of one operation, for one combination of its booleans.
 *
 * Equal pairs of a type and selection sets share one function, so that the code of concrete types has at most as many fields
 * as the operation when its fragments are unfolded. What is behind an abstract type is generated for a concrete type when
 * the first object of it comes by: an operation over interfaces with many implementations costs what its data uses, never
 * the product of all.
 */
export const generateProjector = ({ root, selectionSet, ...projected }: ProjectedRoot): Projector =>
  projectionsOf(projected).rootOf(root, selectionSet);

/** The same for answers in parts, whose projections share what is equal in them. */
export const projectionsOf = ({ selections, dataKey }: ProjectedSelections): Projections => {
  const compiled = new Map<string, Projection>();
  const dispatches = new Map<string, Projection>();
  const numbers = new Map<SelectionSetNode, number>();

  const numberOf = (selectionSet: SelectionSetNode): number => {
    const number = numbers.get(selectionSet) ?? numbers.size;
    numbers.set(selectionSet, number);
    return number;
  };
  const keyOf: ProjectionSource['keyOf'] = (type, selectionSets) => `${type} ${selectionSets.map(numberOf).join(' ')}`;

  const projectionOf = (type: FieldsType, selectionSets: readonly SelectionSetNode[]): Projection => {
    const key = keyOf(type.name, selectionSets);
    if (!compiled.has(key)) {
      const source = newSource();
      objectFunction(source, type, selectionSets);
      source.unit.link();
    }
    return compiled.get(key) as Projection;
  };
  const dispatchOf: ProjectionSource['dispatchOf'] = (type, selectionSets) => {
    const key = keyOf(type.name, selectionSets);
    const dispatch =
      dispatches.get(key) ??
      dispatchTo((typename) => {
        const concrete = concreteTypeOf(selections.schema, type, typename);
        return concrete && projectionOf(concrete, selectionSets);
      });
    dispatches.set(key, dispatch);
    return dispatch;
  };
  const newSource = (): ProjectionSource => ({
    selections,
    dataKey,
    unit: projectionUnit(compiled),
    keyOf,
    dispatchOf,
  });

  return {
    rootOf: (root, selectionSet) => {
      const source = newSource();
      source.unit.functionOf(ROOT, () => rootSource(source, root, selectionSet));
      source.unit.link();
      return compiled.get(ROOT) as Projector;
    },
    objectOf: projectionOf,
  };
};

/** No key: keys begin with a type. */
const ROOT = '';

const dispatchTo = (projectionFor: (typename: unknown) => Projection | undefined): Projection => {
  const projections = new Map<unknown, Projection>();
  return (fetched) => {
    if (typeof fetched !== 'object' || fetched === null) return null;
    const typename = (fetched as { readonly __typename?: unknown }).__typename;
    let projection = projections.get(typename);
    if (projection === undefined) {
      projection = projectionFor(typename);
      if (projection === undefined) return null;
      projections.set(typename, projection);
    }
    return projection(fetched);
  };
};
