import type { GraphQLObjectType } from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';
import type { ProjectedOperation } from './compile-projector.ts';
import { deferredFragments, type DeferredFragment } from './deferred-fragments.ts';
import { deferredPlaces, type DeliveredPlace } from './deferred-places.ts';
import { projectionsOf } from './generate-projector.ts';
import { jsonText } from './leaf-values.ts';

type Json = Record<string, unknown>;

/** Projects an operation that is answered in parts. */
export interface PartsProjector {
  /** The first part: null where a null reached the root. */
  readonly first: (fetched: Json) => DeliveredPlace | null;
  /** The first part as text; `introspection` are texts of `__schema` and `__type` by response name. */
  readonly textOf: (first: DeliveredPlace, introspection?: Readonly<Record<string, string>>) => string;
  /** The other parts, those around before those within. */
  readonly parts: readonly PartProjector[];
}

export interface PartProjector {
  readonly label: string;
  /** The part in whose objects its own are; undefined for the first. */
  readonly within: string | undefined;
  /** Its objects in one of the part within. */
  readonly placesIn: (place: DeliveredPlace) => DeliveredPlace[];
  /** What it adds to one of its objects: null where a null reached that. */
  readonly project: (place: DeliveredPlace) => Json | null;
}

/**
 * Compiles the projection of each part by itself: null in one reaches no further than its own objects. `labels` are those of
 * the fragments that are parts; other labelled fragments belong to what is around them.
 */
export const compilePartsProjector = (
  { schema, document, operation, booleans, dataKey, refused }: ProjectedOperation & { readonly booleans: Json },
  labels: ReadonlySet<string>,
): PartsProjector => {
  const fragments = deferredFragments(operation.selectionSet, labels, { booleans });
  const deferred = new Set(fragments.map(({ node }) => node));
  const selections = { schema, fragments: fragmentsOf(document), booleans, refused, deferred };
  const { objectOf } = projectionsOf({ selections, dataKey });
  // A valid operation has a root type.
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const projectRoot = objectOf(root, [operation.selectionSet]);
  const known = { schema, dataKey };

  const partOf = ({ label, within, way, selectionSet }: DeferredFragment): PartProjector => {
    const selectionSets = [selectionSet];
    return {
      label,
      within,
      placesIn: (place) => deferredPlaces(known, place, way),
      project: ({ type, fetched }) => objectOf(type, selectionSets)(fetched) as Json | null,
    };
  };
  return {
    first: (fetched) => {
      const delivered = projectRoot(fetched) as Json | null;
      return delivered && { type: root, fetched, delivered, path: [] };
    },
    textOf: ({ delivered }, introspection) =>
      introspection ? withIntrospection(delivered, introspection) : JSON.stringify(delivered),
    parts: fragments.map(partOf),
  };
};

function withIntrospection(delivered: Json, introspection: Readonly<Record<string, string>>): string {
  const members = Object.keys(delivered).map((name) => {
    const text = Object.hasOwn(introspection, name) ? introspection[name] : jsonText(delivered[name]);
    return `${JSON.stringify(name)}:${text ?? 'null'}`;
  });
  return `{${members.join(',')}}`;
}
