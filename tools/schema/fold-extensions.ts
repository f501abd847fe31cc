import {
  Kind,
  type DefinitionNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';

const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription']);

/** A subgraph writes one file per operation, each extending Mutation: here every type stands in one place again. */
export const foldExtensions = (document: DocumentNode): DocumentNode => {
  const extensions = Map.groupBy(document.definitions.filter(isExtension), ({ name }) => name.value);
  const defined = new Set(document.definitions.filter(isObjectType).map(({ name }) => name.value));
  const folded = document.definitions.flatMap((definition): DefinitionNode[] => {
    if (isObjectType(definition)) return [fold(definition, extensions.get(definition.name.value) ?? [])];
    if (!isExtension(definition)) return [definition];
    if (defined.has(definition.name.value)) return [];
    // Nobody defines a root type: the first extension of it becomes its definition. Others stay what they are.
    if (!ROOT_TYPES.has(definition.name.value)) return [definition];
    const [first, ...rest] = extensions.get(definition.name.value) ?? [];
    return first === definition ? [fold({ ...definition, kind: Kind.OBJECT_TYPE_DEFINITION }, rest)] : [];
  });
  return { kind: Kind.DOCUMENT, definitions: folded };
};

const isExtension = (node: DefinitionNode): node is ObjectTypeExtensionNode => node.kind === Kind.OBJECT_TYPE_EXTENSION;
const isObjectType = (node: DefinitionNode): node is ObjectTypeDefinitionNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION;

const fold = (
  type: ObjectTypeDefinitionNode,
  extensions: readonly ObjectTypeExtensionNode[],
): ObjectTypeDefinitionNode => ({
  ...type,
  interfaces: [type, ...extensions].flatMap(({ interfaces }) => interfaces ?? []),
  directives: [type, ...extensions].flatMap(({ directives }) => directives ?? []),
  fields: [type, ...extensions].flatMap(({ fields }) => fields ?? []),
});
