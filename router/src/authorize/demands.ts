import {
  getNamedType,
  isAbstractType,
  isObjectType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Requirement } from './requirement.ts';
import type { Rules } from './rules.ts';

/** Object types that a selection can apply to. */
export type Scope = readonly GraphQLObjectType[];

/** What fields and types demand where an operation selects them. */
export interface Demands {
  /** All object types that a value of this type can be of. */
  readonly scopeOf: (type: GraphQLCompositeType) => Scope;
  /** The part of `scope` that is of this type. */
  readonly narrow: (scope: Scope, type: GraphQLCompositeType) => Scope;
  readonly ofType: (name: string) => readonly Requirement[];
  /**
   * A field demands what it, its type and its parent type demand, and all that the same field of any object type in scope
   * demands: nobody knows before the fetch which of them it will be.
   */
  readonly ofField: (parent: GraphQLCompositeType, name: string, scope: Scope) => ReadonlySet<Requirement>;
}

export const demandsOf = (rules: Rules, schema: GraphQLSchema): Demands => {
  const scopes = new Map<GraphQLCompositeType, Scope>();
  const scopeOf = (type: GraphQLCompositeType): Scope => {
    let scope = scopes.get(type);
    if (!scope) scopes.set(type, (scope = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]));
    return scope;
  };
  const ofType = (name: string) => rules.get(name) ?? NOTHING;

  const add = (found: Set<Requirement>, type: GraphQLCompositeType, name: string): void => {
    for (const requirement of ofType(type.name)) found.add(requirement);
    const field = isUnionType(type) ? undefined : type.getFields()[name];
    if (!field) return;
    for (const requirement of ofType(`${type.name}.${name}`)) found.add(requirement);
    for (const requirement of ofType(getNamedType(field.type).name)) found.add(requirement);
  };

  return {
    scopeOf,
    narrow: (scope, type) => {
      if (isObjectType(type)) return scope.includes(type) ? scopeOf(type) : [];
      const possible = new Set(scopeOf(type));
      return scope.every((one) => possible.has(one)) ? scope : scope.filter((one) => possible.has(one));
    },
    ofType,
    ofField: (parent, name, scope) => {
      const found = new Set<Requirement>();
      add(found, parent, name);
      for (const type of scope) if (type !== parent) add(found, type, name);
      return found;
    },
  };
};

const NOTHING: readonly Requirement[] = [];
