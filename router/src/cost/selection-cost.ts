import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';
import { conditionOf } from './condition.ts';
import { share, when, type Cost } from './cost.ts';
import { fieldCost } from './field-cost.ts';
import { beside, NOTHING, type Parts } from './parts.ts';
import type { SchemaCosts } from './schema-costs.ts';

export interface SelectionCostsOptions {
  /** Valid for the schema. */
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly costs: SchemaCosts;
  /** Items of a list of which nothing is said. */
  readonly listSize: number;
}

/** Which of a selection set's own lists have the size of the field above. */
interface Sized {
  readonly key: string;
  readonly fields: ReadonlySet<string>;
}

const UNSIZED: Sized = { key: '', fields: new Set() };

/** Compiles the selections of one document. Each fragment is compiled once for each way it is sized, however often it is spread. */
export const selectionCosts = ({ document, schema, costs, listSize }: SelectionCostsOptions) => {
  const fragments = fragmentsOf(document);
  const compiled = new Map<string, Parts>();
  let slots = 0;

  const ofSet = ({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, sized: Sized): Parts =>
    beside(selections.map((selection) => ofSelection(selection, type, sized)));

  const ofSelection = (selection: SelectionNode, type: GraphQLNamedType | undefined, sized: Sized): Parts => {
    const condition = conditionOf(selection.directives);
    if (condition === false) return NOTHING;
    const { fixed, perItem } = unconditional(selection, type, sized);
    return { fixed: when(condition, fixed), perItem: when(condition, perItem) };
  };

  const unconditional = (selection: SelectionNode, type: GraphQLNamedType | undefined, sized: Sized): Parts => {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection, type, sized);
      case Kind.INLINE_FRAGMENT:
        return ofSet(selection.selectionSet, narrowed(selection.typeCondition, type), sized);
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value, sized);
    }
  };

  const narrowed = (
    condition: FragmentDefinitionNode['typeCondition'] | undefined,
    type: GraphQLNamedType | undefined,
  ) => (condition ? typeFromAST(schema, condition) : type);

  const ofFragment = (name: string, sized: Sized): Parts => {
    const key = `${name} ${sized.key}`;
    let parts = compiled.get(key);
    if (!parts) {
      // Until it is compiled it costs nothing, so that even a cycle ends; validation refuses cycles.
      compiled.set(key, NOTHING);
      const fragment = fragments.get(name);
      const { fixed, perItem } = fragment
        ? ofSet(fragment.selectionSet, narrowed(fragment.typeCondition, undefined), sized)
        : NOTHING;
      compiled.set(key, (parts = { fixed: shared(fixed), perItem: shared(perItem) }));
    }
    return parts;
  };

  const shared = (cost: Cost): Cost => (typeof cost === 'number' ? cost : share(slots++, cost));

  const ofField = (node: FieldNode, parent: GraphQLNamedType | undefined, sized: Sized): Parts => {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return NOTHING;
    // Fields of introspection are none of the type's: the router answers them itself.
    const field = parent.getFields()[node.name.value];
    if (!field) return NOTHING;
    const place = { parent, field };
    const size = costs.listSize(place);
    const below = node.selectionSet
      ? ofSet(node.selectionSet, getNamedType(field.type), sizedBy(size?.sizedFields))
      : NOTHING;
    return fieldCost({ node, place, size, below, isSized: sized.fields.has(field.name) }, { costs, listSize });
  };

  return {
    /** A whole selection set on a type. */
    costOf: (set: SelectionSetNode, type: GraphQLNamedType | undefined): Cost => ofSet(set, type, UNSIZED).fixed,
    /** How many results an evaluation shares. */
    slots: () => slots,
  };
};

const sizedBy = (fields: readonly string[] = []): Sized =>
  fields.length === 0 ? UNSIZED : { key: fields.join(), fields: new Set(fields) };
