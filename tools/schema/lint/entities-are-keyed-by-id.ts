import { Kind } from 'graphql';
import { outputTypes, type SchemaRule } from './subject.ts';

/** `@key(fields: "id")` is the same in every subgraph: one way to name a thing. */
export const entitiesAreKeyedById: SchemaRule = (subject) =>
  outputTypes(subject).flatMap((type) =>
    (type.directives ?? [])
      .filter(({ name }) => name.value === 'key')
      .filter(({ arguments: given }) => {
        const fields = given?.find(({ name }) => name.value === 'fields')?.value;
        return fields?.kind !== Kind.STRING || fields.value.trim() !== 'id';
      })
      .map((node) => ({ node, message: `${type.name.value}: the key of an entity is "id"` })),
  );
