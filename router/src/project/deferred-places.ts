import {
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isObject, own } from '../compile/own-property.ts';
import { applies, type FieldsType } from './collect-fields.ts';
import { concreteTypeOf } from './concrete-type.ts';
import type { WayStep } from './deferred-fragments.ts';
import type { DataKey } from './projector.ts';

type Json = Record<string, unknown>;

/** An object of the answer that was delivered and to which a part is to be added. */
export interface DeliveredPlace {
  readonly type: FieldsType;
  readonly fetched: Json;
  /** What the client has of it. */
  readonly delivered: Json;
  /** Response names and positions in lists, from the root. */
  readonly path: readonly (string | number)[];
}

interface Known {
  readonly schema: GraphQLSchema;
  readonly dataKey: DataKey;
}

/** The objects that a way leads to, in the order of the answer. What was answered as null has no way on. */
export const deferredPlaces = (known: Known, from: DeliveredPlace, way: readonly WayStep[]): DeliveredPlace[] => {
  const found: DeliveredPlace[] = [];
  const follow = (place: DeliveredPlace, at: number): void => {
    const step = way[at];
    if (!step) found.push(place);
    else if (step.kind === 'field') followField(place, step, at);
    else if (applies(known.schema, step.condition, place.type)) follow(place, at + 1);
  };

  const followField = (
    { type, fetched, delivered, path }: DeliveredPlace,
    { name, responseName }: Extract<WayStep, { kind: 'field' }>,
    at: number,
  ): void => {
    const field = type.getFields()[name];
    if (!field) return;
    const key = known.dataKey({ parentType: type.name, name, responseName });
    enter(
      {
        declared: field.type,
        fetched: own(fetched, key),
        delivered: own(delivered, responseName),
        path: [...path, responseName],
      },
      at + 1,
    );
  };

  const enter = ({ declared, fetched, delivered, path }: Value, at: number): void => {
    const nullable = getNullableType(declared);
    if (isListType(nullable)) {
      if (!Array.isArray(fetched) || !Array.isArray(delivered)) return;
      const items = nullable.ofType;
      delivered.forEach((item: unknown, index) =>
        enter({ declared: items, fetched: fetched[index], delivered: item, path: [...path, index] }, at),
      );
    } else if (isObject(fetched) && isObject(delivered)) {
      const type = typeOf(known.schema, nullable, fetched);
      if (type) follow({ type, fetched, delivered, path }, at);
    }
  };

  follow(from, 0);
  return found;
};

interface Value {
  readonly declared: GraphQLOutputType;
  readonly fetched: unknown;
  readonly delivered: unknown;
  readonly path: DeliveredPlace['path'];
}

function typeOf(schema: GraphQLSchema, declared: GraphQLOutputType, fetched: Json): FieldsType | undefined {
  if (isAbstractType(declared)) return concreteTypeOf(schema, declared, fetched['__typename']);
  return isObjectType(declared) ? declared : undefined;
}
