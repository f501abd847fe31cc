import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a list without pages is taken to hold, and the sizes of pages as subgraph-kit serves them. */
const IN_A_LIST = 16;
const PAGE = 20;
const LARGEST = 100;

export interface Measured {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** Selections looked at before it stops: what has more is refused for that. */
  readonly selections: number;
}

/**
 * How many objects the lists of an operation may hold: `shops(first: 100) { nodes { products(first: 100) … } }` asks for ten
 * thousand products with few words, and a way from products back to shops has no end.
 */
export const countListItems = (
  operation: OperationDefinitionNode,
  { schema, document, selections: most }: Measured,
): number => {
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  let seen = 0;

  const below = (set: SelectionSetNode, place: Place): number =>
    set.selections.reduce((sum, selection) => {
      seen += 1;
      if (seen > most || place.level > DEEPEST) return sum;
      if (selection.kind === Kind.FIELD) return sum + ofField(selection, place);
      const inside = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!inside) return sum;
      const type = inside.typeCondition ? typeFromAST(schema, inside.typeCondition) : place.type;
      return sum + below(inside.selectionSet, { ...place, type, level: place.level + 1 });
    }, 0);

  const ofField = (field: FieldNode, { type: parent, page, above, level }: Place): number => {
    if (!field.selectionSet || !(isObjectType(parent) || isInterfaceType(parent))) return 0;
    const type = parent.getFields()[field.name.value]?.type;
    if (!type) return 0;
    const place = { type: getNamedType(type), page: pageSizeOf(field), above, level: level + 1 };
    if (!isListType(getNullableType(type))) return below(field.selectionSet, place);
    const list = `${parent.name}.${field.name.value}`;
    const isPage = /Connection\.(nodes|edges)$/.test(list);
    // What leads back to itself is no way that a page takes: it counts as full.
    const size = isPage ? page : above.includes(list) ? LARGEST : IN_A_LIST;
    return size * (1 + below(field.selectionSet, { ...place, above: [...above, list] }));
  };

  return below(operation.selectionSet, {
    type: schema.getRootType(operation.operation) ?? undefined,
    page: PAGE,
    above: [],
    level: 0,
  });
};

interface Place {
  readonly type: GraphQLNamedType | undefined;
  /** The size of the page that the field above has asked for. */
  readonly page: number;
  /** The lists above. */
  readonly above: readonly string[];
  readonly level: number;
}

/** A cycle of fragments comes here; it is left to the rule that refuses it. */
const DEEPEST = 200;

/** The size that a field asks its page to have. A variable is not known yet: the largest page. */
function pageSizeOf({ arguments: given = [] }: FieldNode): number {
  const sizes = given
    .filter(({ name, value }) => (name.value === 'first' || name.value === 'last') && value.kind !== Kind.NULL)
    .map(({ value }) => (value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 0), LARGEST) : LARGEST));
  return sizes.length === 0 ? PAGE : Math.max(...sizes);
}
