import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a plan must fetch for a field besides what the client asked: `@requires` and `@fromContext`. */
export interface FieldRequirement {
  readonly typeName: string;
  readonly fieldName: string;
  readonly selectionSet: SelectionSetNode;
}

/** The `@key` field sets of a supergraph's types. */
export const keyFieldSets = (supergraph: DocumentNode): readonly SelectionSetNode[] =>
  typesOf(supergraph).flatMap(({ directives = [] }) =>
    directives.filter(isNamed('join__type')).flatMap((row) => fieldSets(argument(row, 'key'))),
  );

/** The `@requires` field sets and `@fromContext` selections of a supergraph's fields. */
export const fieldRequirements = (supergraph: DocumentNode): readonly FieldRequirement[] =>
  typesOf(supergraph).flatMap(({ name, fields = [] }) =>
    fields.flatMap((field) =>
      requiredBy(field).map((selectionSet) => ({
        typeName: name.value,
        fieldName: field.name.value,
        selectionSet,
      })),
    ),
  );

/** The object and interface types of a supergraph. */
export const typesOf = ({ definitions }: DocumentNode) =>
  definitions.filter(
    (definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );

function requiredBy({ directives = [] }: FieldDefinitionNode): readonly SelectionSetNode[] {
  return directives.filter(isNamed('join__field')).flatMap((row) => {
    const context = argument(row, 'contextArguments');
    const fromContext =
      context?.kind === Kind.LIST ? context.values.flatMap((each) => fieldSets(member(each, 'selection'))) : [];
    return [...fieldSets(argument(row, 'requires')), ...fromContext];
  });
}

const isNamed =
  (name: string) =>
  (directive: ConstDirectiveNode): boolean =>
    directive.name.value === name;

const argument = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((candidate) => candidate.name.value === name)?.value;

const member = (value: ConstValueNode, name: string) =>
  value.kind === Kind.OBJECT ? value.fields.find((field) => field.name.value === name)?.value : undefined;

function fieldSets(value: ConstValueNode | undefined): readonly SelectionSetNode[] {
  if (value?.kind !== Kind.STRING || value.value.trim() === '') return [];
  const [operation] = parse(`{${value.value}}`.replace(/^\{\s*\{([^]*)\}\s*\}$/, '{$1}'), {
    noLocation: true,
  }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? [operation.selectionSet] : [];
}
