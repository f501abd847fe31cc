import { buildSchema, type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { compileProjector } from '../../src/project/compile-projector.ts';
import type { DataKey, Projector } from '../../src/project/projector.ts';

export const byResponseName: DataKey = ({ responseName }) => responseName;

interface Projected {
  readonly schema: string | GraphQLSchema;
  readonly query: string | DocumentNode;
  readonly booleans?: Readonly<Record<string, unknown>>;
  readonly dataKey?: DataKey;
}

const projected = ({ schema, query, dataKey = byResponseName }: Projected) => {
  const document = typeof query === 'string' ? parse(query, { noLocation: true }) : query;
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error('no operation');
  return { schema: typeof schema === 'string' ? buildSchema(schema) : schema, document, operation, dataKey };
};

export const aProjector = (of: Projected): Projector =>
  compileProjector({ ...projected(of), booleans: of.booleans ?? {} });

/** How often a field's code is generated: what the code's size is proportional to. */
export const countingFields = () => {
  const counted = { fields: 0 };
  const dataKey: DataKey = ({ responseName }) => {
    counted.fields += 1;
    return responseName;
  };
  return { counted, dataKey };
};
