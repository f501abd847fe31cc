import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, GraphQLError, parse, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Key, Model, ObjectType } from '../generate/model.ts';
import { printSubgraph } from '../generate/print-subgraph.ts';
import { hashOf, stableText } from './hash.ts';
import { meet, ROOT, type Instance, type World } from './world.ts';

/** Answers a subgraph's GraphQL from the world. Both routers ask the same one. */
export type AskSubgraph = (
  query: string,
  variables: Readonly<Record<string, unknown>> | undefined,
) => Promise<ExecutionResult>;

type Reference = Readonly<Record<string, unknown>> & { readonly __typename: string };

export const createSubgraph = (world: World, subgraph: string): AskSubgraph => {
  const schema = schemaOf(world, subgraph);
  const documents = new Map<string, DocumentNode>();
  return async (query, variables) => {
    if (world.down === subgraph) {
      meet(world, 'subgraph is down');
      return { errors: [new GraphQLError('down', { extensions: { code: 'DOWN' } })] };
    }
    let document = documents.get(query);
    if (!document) documents.set(query, (document = parse(query, { noLocation: true })));
    return execute({
      schema,
      document,
      ...(variables && { variableValues: variables }),
      // eslint-disable-next-line max-params -- the signature is graphql's
      fieldResolver: (source: Instance | undefined, args, _, { fieldName, parentType }) =>
        world.valueOf({
          instance: source ?? ROOT,
          typeName: parentType.name,
          fieldName,
          args: args as Record<string, unknown>,
          isTold: true,
          canFail: true,
        }),
      typeResolver: (value: Instance) => value.type,
    });
  };
};

function schemaOf(world: World, subgraph: string): GraphQLSchema {
  const { model } = world;
  const resolvers: Record<string, object> = {};
  for (const entity of model.objects.values())
    if (entity.keys.has(subgraph))
      resolvers[entity.name] = {
        __resolveReference: async (given: Reference) => resolveReference(world, subgraph, given),
      };
  for (const { name, homes, objects, hasKey } of model.interfaces.values()) {
    const __resolveReference = async (given: Reference) => resolveReference(world, subgraph, given);
    if (objects.has(subgraph)) resolvers[name] = { __resolveReference };
    if (homes.has(subgraph) && hasKey)
      resolvers[name] = { __resolveReference, __resolveType: ({ type }: Instance) => type };
  }
  return buildSubgraphSchema([{ typeDefs: parse(printSubgraph(model, subgraph)), resolvers: resolvers as never }]);
}

/** @throws when the router made the representation up. */
function resolveReference(world: World, subgraph: string, representation: Reference): Instance | null {
  const identity = identityIn(representation);
  const [type = ''] = identity.split(':');
  const instance = { identity, type, representation };
  const object = world.model.objects.get(type);
  if (!object) throw new Error(`no entity has the identity ${identity}`);
  const known = keysOf(world.model, { object, asked: representation.__typename, subgraph });
  if (!known.some((key) => isTrue(world, instance, key)))
    throw new Error(`${subgraph} knows no entity by ${JSON.stringify(representation)}`);
  meet(world, representation.__typename === type ? 'entity' : 'entity by the name of its interface');
  if (!missing(world, subgraph, identity)) return instance;
  meet(world, 'entity is missing');
  return null;
}

function keysOf(model: Model, { object, asked, subgraph }: { object: ObjectType; asked: string; subgraph: string }) {
  const keys = (object.keys.get(subgraph) ?? []).filter(({ isResolvable }) => isResolvable);
  const byId: Key[] = asked === object.name ? [] : [{ fields: 'id', isResolvable: true }];
  return [...keys, ...byId].filter(() => asked === object.name || model.interfaces.has(asked));
}

// A key of the representation is true when it says of the entity what is so.
function isTrue(world: World, instance: Instance, { fields }: Key): boolean {
  const truth = world.select(instance, fields) as Record<string, unknown>;
  return Object.entries(truth).every(([name, value]) => contains(instance.representation?.[name], value));
}

function contains(given: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return given === expected;
  return Object.entries(expected).every(([name, value]) => contains((given as Record<string, unknown>)[name], value));
}

// Key leaves say whose they are: `sku~Book:3`, `code~Book:3/seal`.
function identityIn(value: unknown): string {
  const found = /"(?:id|sku|code)~([A-Za-z]+:\d+)/.exec(stableText(keysFirst(value)));
  if (!found?.[1]) throw new Error(`no key in ${JSON.stringify(value)}`);
  return found[1];
}

const keysFirst = (value: unknown) => {
  const { id, sku, seal } = value as Record<string, unknown>;
  return [id, sku, seal];
};

function missing(world: World, subgraph: string, identity: string): boolean {
  const { troubles, luck } = world;
  const hash = hashOf(`${subgraph}?${identity}?${luck}`) % 1000;
  if (hash >= 970 && hash < 970 + 15 * troubles) {
    meet(world, 'entity fails');
    throw new GraphQLError('moved', { extensions: { code: 'ENTITY_MOVED' } });
  }
  return hash < 50 * troubles;
}
