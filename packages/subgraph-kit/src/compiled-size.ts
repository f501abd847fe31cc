import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * How many fields the compiler would write for a query: it writes a fragment wherever it is spread, and a selection for every
 * type that may stand there. Counts no further than to `most` + 1, so that a small text with a huge program costs nothing.
 */
export const compiledSize = (schema: GraphQLSchema, document: DocumentNode, most: number): number => {
  let size = 0;
  const fragments = fragmentsOf(document);

  const count = ({ selections }: SelectionSetNode, type: GraphQLObjectType): void => {
    for (const selection of selections) {
      if (size > most) return;
      if (selection.kind === Kind.FIELD) {
        size += 1;
        const field = type.getFields()[selection.name.value];
        if (field && selection.selectionSet)
          for (const one of objectsOf(schema, getNamedType(field.type))) count(selection.selectionSet, one);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment && matches(schema, type, fragment.typeCondition)) count(fragment.selectionSet, type);
    }
  };

  const query = schema.getQueryType();
  const operation = getOperationAST(document);
  if (operation && query) count(operation.selectionSet, query);
  return size;
};

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
};

const objectsOf = (schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] => {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
};

function matches(schema: GraphQLSchema, type: GraphQLObjectType, condition: NamedTypeNode | undefined): boolean {
  if (!condition) return true;
  const named = schema.getType(condition.name.value);
  return named === type || (isAbstractType(named) && schema.isSubType(named, type));
}
