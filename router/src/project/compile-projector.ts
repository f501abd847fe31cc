import type { DocumentNode, FieldNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { generateProjector } from './generate-projector.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import type { DataKey, Projector } from './projector.ts';

export interface ProjectedOperation {
  /** What clients see: types and enum values that it does not have become null. */
  readonly schema: GraphQLSchema;
  /** Valid for the schema. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly dataKey: DataKey;
  /** Fields of the document that are null whatever was fetched: nobody with these rights may read them. */
  readonly refused?: ReadonlySet<FieldNode> | undefined;
}

/**
 * Generates the code that writes the fetched data as the JSON text which the operation asks for, its keys in the
 * specification's order. What is not of its field's type is null, and nulls its parents up to the nearest one that may be.
 *
 * Leaves are written as they came: a number where an `ID` is expected stays a number. Whatever the data is, the projector
 * does not throw. `booleans` are the coerced variables that `@skip` and `@include` use.
 */
export const compileProjector = ({
  schema,
  document,
  operation,
  booleans,
  dataKey,
  refused,
}: ProjectedOperation & { readonly booleans: Readonly<Record<string, unknown>> }): Projector =>
  generateProjector({
    selections: { schema, fragments: fragmentsOf(document), booleans, refused },
    dataKey,
    // A valid operation has a root type.
    root: schema.getRootType(operation.operation) as GraphQLObjectType,
    selectionSet: operation.selectionSet,
  });
