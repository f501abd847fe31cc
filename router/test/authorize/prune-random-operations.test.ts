import { describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  NoUnusedVariablesRule,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { rulesOf } from '../../src/authorize/rules.ts';
import type { Identity } from '../../src/engine/engine.ts';
import { randomFrom } from '../../conformance/generate/random.ts';
import { aRandomSchema } from './a-random-graph.ts';
import { aRandomQuery } from './a-random-query.ts';
import { anAuthorization, anIdentity, parsed } from './a-supergraph.ts';

const SEED = 20_261_124;
const SCHEMAS = 40;
const QUERIES = 6;

const IDENTITIES: readonly Identity[] = [
  anIdentity(),
  anIdentity({ isAuthenticated: true }),
  anIdentity({ isAuthenticated: true, scopes: ['c'] }),
  anIdentity({ isAuthenticated: true, scopes: ['a', 'b'], policies: ['P'] }),
];
const EVERYTHING = anIdentity({ isAuthenticated: true, scopes: ['a', 'b', 'c'], policies: ['P'] });

/** Calls `check` for many graphs, queries and identities; the message of what it throws gets what is needed to see it again. */
const forMany = (check: (one: Case) => void): void => {
  for (let n = 0; n < SCHEMAS; n += 1) {
    const random = randomFrom(SEED + n);
    const sdl = aRandomSchema(random);
    const graph = anAuthorization(sdl);
    const rules = rulesOf(sdl);
    const demandsMet = (identity: Identity) => (at: string) =>
      (rules.get(at) ?? []).every(({ isMet }) => isMet(identity));
    for (let q = 0; q < QUERIES; q += 1) {
      const query = aRandomQuery(random, graph.schema);
      for (const identity of IDENTITIES) {
        try {
          check({ graph, query, identity, isOpen: demandsMet(identity) });
        } catch (error) {
          (error as Error).message += `\nseed ${SEED + n}: ${query}\n${JSON.stringify(identity)}\n${sdl}`;
          throw error;
        }
      }
    }
  }
};

interface Case {
  readonly graph: ReturnType<typeof anAuthorization>;
  readonly query: string;
  readonly identity: Identity;
  /** Whether the demands of `Type` or `Type.field` are met. */
  readonly isOpen: (at: string) => boolean;
}

describe(`of ${SCHEMAS * QUERIES} random operations, each with ${IDENTITIES.length} identities`, () => {
  test('no pruned one selects what is refused, whatever types come', () => {
    let reached = 0;
    forMany(({ graph: { schema, pruned }, query, identity, isOpen }) => {
      const { document } = pruned(query, identity);
      if (!document) return;
      const leaked = resolvedFields(schema, document).flatMap(([type, field]) => {
        reached += 1;
        const result = getNamedType(type.getFields()[field]!.type).name;
        return [type.name, `${type.name}.${field}`, result].filter((at) => !isOpen(at));
      });
      expect(leaked).toEqual([]);
    });
    expect(reached).toBeGreaterThan(1_000);
  });

  test('no pruned one names a field or type that is refused', () => {
    forMany(({ graph: { schema, pruned }, query, identity, isOpen }) => {
      const { document } = pruned(query, identity);
      if (!document) return;
      const names: string[] = [];
      const info = new TypeInfo(schema);
      visit(
        document,
        visitWithTypeInfo(info, {
          Field: ({ name }) => {
            if (name.value.startsWith('__')) return;
            const parent = String(info.getParentType());
            names.push(parent, `${parent}.${name.value}`, bareName(info.getType()));
          },
          InlineFragment: () => {
            names.push(bareName(info.getType()));
          },
        }),
      );
      expect(names.filter((at) => !isOpen(at))).toEqual([]);
    });
  });

  test('every pruned one keeps what is allowed', () => {
    let kept = 0;
    forMany(({ graph: { schema, pruned }, query, identity, isOpen }) => {
      const { document } = pruned(query, identity);
      const left = new Set(document ? openPaths(schema, document, () => true) : []);
      const open = openPaths(schema, parsed(query)[0], isOpen);
      kept += open.length;
      expect(open.filter((path) => !left.has(path))).toEqual([]);
    });
    expect(kept).toBeGreaterThan(1_000);
  });

  test('every pruned one is valid, and the whole one but for unused variables', () => {
    const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);
    const wholeRules = rules.filter((rule) => rule !== NoUnusedVariablesRule);
    forMany(({ graph: { schema, pruned }, query, identity }) => {
      const { document, whole } = pruned(query, identity);
      if (document) expect(validate(schema, document, rules)).toEqual([]);
      expect(validate(schema, whole, wholeRules)).toEqual([]);
    });
  });

  test('what was refused is missing, an error where it was asked for, and in the requirements', () => {
    forMany(({ graph, query, identity }) => {
      const { whole, document, refused, errors } = graph.pruned(query, identity);
      const left = document ? fieldsOf(document) : 0;
      expect(fieldsOf(whole) - left).toBeGreaterThanOrEqual(refused.size);
      if (refused.size === 0) expect(errors).toEqual([]);
      const unmet = graph.requirementsOf(query).filter(({ isMet }) => !isMet(identity));
      if (unmet.length === 0) expect(errors).toEqual([]);
      if (errors.length > 0) expect(unmet.length).toBeGreaterThan(0);
    });
  });

  test('who may everything has everything', () => {
    forMany(({ graph, query, identity }) => {
      if (identity !== IDENTITIES[0]) return;
      const { document, whole, errors } = graph.pruned(query, EVERYTHING);
      expect(errors).toEqual([]);
      const names = (of: DocumentNode) =>
        resolvedFields(graph.schema, of).map(([type, field]) => `${type.name}.${field}`);
      expect(names(document ?? EMPTY)).toEqual(names(whole));
    });
  });
});

/** A type's name without lists and non-nulls. */
const bareName = (type: unknown) => String(type).replace(/[[\]!]/g, '');

const EMPTY = parsed('{ __typename }')[0];

const fieldsOf = (document: DocumentNode): number => {
  let counted = 0;
  visit(document, { Field: ({ name }) => void (counted += name.value.startsWith('__') ? 0 : 1) });
  return counted;
};

const possibleOf = (schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] => {
  const type = schema.getType(name);
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
};

const resultOf = (type: GraphQLObjectType, field: string): string => getNamedType(type.getFields()[field]!.type).name;

const isIntrospection = ({ name }: FieldNode) => name.value.startsWith('__');

/** All fields of object types that an execution could come to: every type that may come, comes. */
function resolvedFields(schema: GraphQLSchema, document: DocumentNode): [GraphQLObjectType, string][] {
  const found: [GraphQLObjectType, string][] = [];
  const at = (type: GraphQLObjectType, selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type.name;
        if (possibleOf(schema, condition).includes(type)) at(type, selection.selectionSet.selections);
      } else if (selection.kind === Kind.FIELD && !isIntrospection(selection)) {
        found.push([type, selection.name.value]);
        for (const below of possibleOf(schema, resultOf(type, selection.name.value)))
          at(below, selection.selectionSet?.selections ?? []);
      }
    }
  };
  at(schema.getQueryType()!, operationOf(document).selectionSet.selections);
  return found;
}

const operationOf = ({ definitions }: DocumentNode): OperationDefinitionNode =>
  definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;

/** Paths of fields which, like all above them, are selected on object types and are open. */
function openPaths(schema: GraphQLSchema, document: DocumentNode, isOpen: (at: string) => boolean): string[] {
  const found: string[] = [];
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );

  const at = (place: Placed, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) atField(place, selection);
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
        const type = fragment.typeCondition?.name.value ?? place.type;
        const possible = possibleOf(schema, type).filter((one) => place.possible.includes(one));
        if (isOpen(type) && possible.length > 0) at({ ...place, type, possible }, fragment.selectionSet);
      }
    }
  };
  const atField = ({ type: parent, path }: Placed, node: FieldNode): void => {
    const type = schema.getType(parent);
    if (!isObjectType(type) || isIntrospection(node)) return;
    const result = resultOf(type, node.name.value);
    if (![parent, `${parent}.${node.name.value}`, result].every(isOpen)) return;
    const below = `${path}/${parent}.${(node.alias ?? node.name).value}`;
    found.push(below);
    if (node.selectionSet) at({ type: result, possible: possibleOf(schema, result), path: below }, node.selectionSet);
  };

  at({ type: 'Query', possible: possibleOf(schema, 'Query'), path: '' }, operationOf(document).selectionSet);
  return found;
}

interface Placed {
  readonly type: string;
  /** Object types that can come there. */
  readonly possible: readonly GraphQLObjectType[];
  readonly path: string;
}
