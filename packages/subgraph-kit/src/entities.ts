import type { GraphQLSchema, GraphQLUnionType } from 'graphql';
import { codedError } from './errors.ts';

/** What the router knows of an entity: its type and the fields of its key (and what @requires asked for). */
export interface Representation {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Loads the entities of one type for one request, in one batch: the answer is in the order asked, null where there is none. */
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
  entities.resolve = async (_source, args: { representations: readonly Representation[] }, context: Context) => {
    const { representations } = args;
    if (representations.length > LARGEST_BATCH)
      throw codedError('BAD_USER_INPUT', `_entities takes at most ${LARGEST_BATCH} representations`);
    const found: unknown[] = new Array(representations.length).fill(null);
    const byType = Map.groupBy(representations.keys(), (index) => representations[index]?.__typename ?? '');
    await Promise.all(
      byType.entries().map(async ([typeName, indexes]) => {
        const asked = indexes.map((index) => representations[index] as Representation);
        const loaded = await (references[typeName]?.(asked, context) ?? asked);
        indexes.forEach((index, position) => {
          const entity = loaded[position];
          found[index] = entity == null ? null : { ...entity, __typename: typeName };
        });
      }),
    );
    return found;
  };
  const union = schema.getType('_Entity') as GraphQLUnionType;
  union.resolveType = (entity: { __typename: string }) => entity.__typename;
};
