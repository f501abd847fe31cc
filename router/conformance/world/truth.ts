import { execute, getNamedType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { fieldOf } from '../generate/model.ts';
import type { Failure } from './failure.ts';
import { ROOT, type Instance, type World } from './world.ts';

export interface Truth {
  /** JSON text, in the specification's order. */
  readonly data: string;
  /** Where the answer would fail, by path as JSON. */
  readonly failures: ReadonlyMap<string, Failure>;
  /** Paths of custom scalars, as JSON: what is in them is no matter of the specification. */
  readonly scalars: ReadonlySet<string>;
}

/** What one process without subgraphs answers, in which nothing fails; and the places where something does fail. */
export const truthOf = async (
  world: World,
  schema: GraphQLSchema,
  { document, variables }: { document: DocumentNode; variables: Readonly<Record<string, unknown>> },
): Promise<Truth> => {
  world.sequence = 0;
  const failures = new Map<string, Failure>();
  const scalars = new Set<string>();
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    // eslint-disable-next-line max-params -- the signature is graphql's
    fieldResolver: (source: Instance | undefined, args, _, { fieldName, parentType, path, returnType }) => {
      const instance = source ?? ROOT;
      if (getNamedType(returnType).name === 'Json') scalars.add(JSON.stringify(pathOf(path)));
      const field = fieldOf(world.model, source ? source.type : parentType.name, fieldName);
      const failure = field && world.failureOf(instance, field);
      if (failure) failures.set(JSON.stringify(pathOf(path)), failure);
      const question = { instance, typeName: parentType.name, fieldName, args: args as Record<string, unknown> };
      return world.valueOf({ ...question, isTold: false, canFail: false });
    },
    typeResolver: (value: Instance) => value.type,
  });
  if (result.errors) throw new AggregateError(result.errors, 'the truth has errors');
  return { data: JSON.stringify(result.data), failures, scalars };
};

interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
}

const pathOf = ({ prev, key }: Path): (string | number)[] => [...(prev ? pathOf(prev) : []), key];
