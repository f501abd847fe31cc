import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { ListSize, Weights } from './weights.ts';

/** A field of a type that can be selected. */
export interface FieldOfType {
  readonly parent: GraphQLNamedType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** The costs of a schema's parts, with the defaults where nothing is said. */
export interface SchemaCosts {
  /** One instance of the field's type, without what is selected below. */
  readonly ofField: (place: FieldOfType) => number;
  readonly ofArgument: (place: FieldOfType, argument: string) => number | undefined;
  /** One value of an input type, without the fields in it. */
  readonly ofInput: (type: GraphQLInputType) => number;
  readonly ofInputField: (input: string, field: string) => number | undefined;
  readonly listSize: (place: FieldOfType) => ListSize | undefined;
}

/** Composite types and input objects cost 1, leaves nothing; an interface as much as the dearest type that implements it. */
export const schemaCosts = (schema: GraphQLSchema, { costs, listSizes }: Weights): SchemaCosts => {
  const ofType = (type: GraphQLNamedType): number => {
    const own = costs.get(type.name);
    if (own !== undefined) return own;
    if (isAbstractType(type)) return Math.max(1, ...schema.getPossibleTypes(type).map(ofType));
    return isCompositeType(type) ? 1 : 0;
  };

  // Composition lets only objects be annotated: what is asked of an interface is asked of one of its objects.
  const coordinates = ({ parent, field }: FieldOfType): string[] => {
    const types = isInterfaceType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
    return types.map((type) => `${type.name}.${field.name}`);
  };

  return {
    ofField: (place) =>
      dearest(coordinates(place).map((coordinate) => costs.get(coordinate))) ?? ofType(getNamedType(place.field.type)),
    ofArgument: (place, argument) =>
      dearest(coordinates(place).map((coordinate) => costs.get(`${coordinate}(${argument}:)`))),
    ofInput: (type) => {
      const named = getNamedType(type);
      return costs.get(named.name) ?? (isInputObjectType(named) ? 1 : 0);
    },
    ofInputField: (input, field) => costs.get(`${input}.${field}`),
    listSize: (place) => widest(coordinates(place).flatMap((coordinate) => listSizes.get(coordinate) ?? [])),
  };
};

export const isFreeInput = ({ ofInput }: SchemaCosts, type: GraphQLInputType): boolean =>
  isLeafType(getNamedType(type)) && ofInput(type) === 0;

const dearest = (weights: readonly (number | undefined)[]): number | undefined => {
  const given = weights.filter((weight) => weight !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
};

/** Merged as composition merges the same field of several subgraphs. */
function widest(sizes: readonly ListSize[]): ListSize | undefined {
  if (sizes.length <= 1) return sizes[0];
  return {
    assumedSize: dearest(sizes.map(({ assumedSize }) => assumedSize)),
    slicingArguments: [...new Set(sizes.flatMap(({ slicingArguments }) => slicingArguments))],
    sizedFields: [...new Set(sizes.flatMap(({ sizedFields }) => sizedFields))],
  };
}
