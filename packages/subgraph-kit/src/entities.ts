import type { GraphQLSchema, GraphQLUnionType } from 'graphql';
import { codedError } from './errors.ts';

/** What the router knows of an entity: its type and the fields of its key (and what @requires asked for). */
export interface Representation {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/**
 * Loads the entities of one type for one request, in one batch: the answer is in the order asked, null where there is none, an
 * Error where one failed. When it rejects, every entity of the type fails with its error; those of other types do not.
 */
export type ResolveReferences<Context> = (
  representations: readonly Representation[],
  context: Context,
) => Promise<readonly unknown[]>;

const LARGEST_BATCH = 1_000;

/**
 * Replaces the library's `_entities`, which is asynchronous per entity and writes onto our rows, by one batched call per
 * type. A type without an entry only contributes fields to an entity of another domain: its representation is the entity.
 */
export const batchEntities = <Context>(
  schema: GraphQLSchema,
  references: Readonly<Record<string, ResolveReferences<Context>>>,
): void => {
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (!entities) return;
  entities.resolve = (
    _source,
    { representations }: { representations: readonly Representation[] },
    context: Context,
  ) => {
    if (representations.length > LARGEST_BATCH)
      throw codedError('BAD_USER_INPUT', `_entities takes at most ${LARGEST_BATCH} representations`);
    // Representations are entities already: they name their type.
    const found: unknown[] = [...representations];
    const loads: Promise<void>[] = [];
    for (const [typeName, indexes] of Map.groupBy(found.keys(), (index) => typeNameOf(representations[index]))) {
      const resolve = Object.hasOwn(references, typeName) ? references[typeName] : undefined;
      if (!resolve) continue;
      const asked = indexes.map((index) => representations[index] as Representation);
      loads.push(
        load(resolve, asked, context).then((loaded) => {
          for (const [position, index] of indexes.entries()) found[index] = typed(loaded(position), typeName);
        }),
      );
    }
    return loads.length === 0 ? found : Promise.all(loads).then(() => found);
  };
  const union = schema.getType('_Entity') as GraphQLUnionType;
  union.resolveType = (entity: { __typename?: string }) => types.get(entity) ?? entity.__typename;
};

const typeNameOf = (representation: Representation | undefined) => String(representation?.__typename);

/** What was loaded, by position. */
async function load<Context>(
  references: ResolveReferences<Context>,
  asked: readonly Representation[],
  context: Context,
): Promise<(position: number) => unknown> {
  try {
    const loaded = await references(asked, context);
    return (position) => loaded[position];
  } catch (error) {
    return () => (error instanceof Error ? error : new Error('a reference resolver failed', { cause: error }));
  }
}

/** Types of the entities that cannot be copied. */
const types = new WeakMap<object, string>();

/**
 * An entity that names its type. Rows are not ours to write on: plain ones are copied (the cheapest way that was measured: a
 * WeakMap of young rows costs the garbage collector ten times as much), others would lose their methods and are remembered.
 */
function typed(entity: unknown, typeName: string): unknown {
  if (typeof entity !== 'object' || entity === null) return entity ?? null;
  if ((entity as Representation).__typename === typeName) return entity;
  const prototype: unknown = Object.getPrototypeOf(entity);
  if (prototype === null || prototype === Object.prototype) return { ...entity, __typename: typeName };
  types.set(entity, typeName);
  return entity;
}
