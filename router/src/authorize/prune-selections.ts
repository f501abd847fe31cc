import {
  getNamedType,
  isCompositeType,
  Kind,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { conditionsOf, type Conditions } from '../document/conditions.ts';
import { labelOf } from '../document/defer.ts';
import type { Demands, Scope } from './demands.ts';
import { fragmentOf, type Fragments } from './fragments.ts';
import type { Requirement } from './requirement.ts';
import { isIntrospection, selectedField } from './selected-field.ts';
import { inlineFragment, listLevels, withSelections, withTypename } from './selection-nodes.ts';

/** Where a selection set stands. */
export interface Place {
  readonly type: GraphQLCompositeType;
  readonly scope: Scope;
  /** Response names, lists as `@`. */
  readonly path: readonly string[];
  /** Under which it is selected; undefined when it never is. */
  readonly conditions: Conditions | undefined;
  /** Labels of the deferred fragments around it. */
  readonly deferred: readonly string[];
  /** `HERE`: in a fragment on a type that is refused. `ABOVE`: below a field that is refused, which alone is reported. */
  readonly refused?: 'HERE' | 'ABOVE' | undefined;
}

export interface PruneSelectionsOptions {
  readonly schema: GraphQLSchema;
  readonly demands: Demands;
  readonly fragments: Fragments;
  readonly isMet: (requirement: Requirement) => boolean;
  /** Called for every refused field whose parent is allowed. */
  readonly onRefused: (field: Pick<Place, 'path' | 'deferred'>, conditions: Conditions) => void;
}

/** Selections with the fragments unfolded in place, since a field may be allowed in one place and refused in another. */
export interface PrunedSelections {
  readonly kept: readonly SelectionNode[];
  /** All of them. Every field is a node of its own. */
  readonly all: readonly SelectionNode[];
  /** Something was taken out, here or in a fragment here. */
  readonly isPruned: boolean;
}

type Pruned = { readonly kept?: SelectionNode; readonly all: SelectionNode; readonly isPruned: boolean };

/** Takes out of selections what is not allowed, and adds the nodes of refused fields to `refused`. */
export const selectionPruner = (options: PruneSelectionsOptions, refused: Set<FieldNode>) => {
  const { schema, demands, fragments, isMet, onRefused } = options;

  const prune = ({ selections }: SelectionSetNode, place: Place): PrunedSelections => {
    const pruned = selections.map((selection) =>
      selection.kind === Kind.FIELD ? ofField(selection, place) : ofFragment(selection, place),
    );
    return {
      kept: pruned.flatMap(({ kept }) => (kept ? [kept] : [])),
      all: pruned.map(({ all }) => all),
      isPruned: pruned.some(({ isPruned }) => isPruned),
    };
  };

  const ofField = (node: FieldNode, place: Place): Pruned => {
    if (isIntrospection(node)) return ofIntrospection(node, place);
    const isRefused = place.refused !== undefined || !isAllowed(place, node);
    const path = [...place.path, (node.alias ?? node.name).value];
    const conditions = place.conditions && conditionsOf(place.conditions, node);
    if (isRefused && place.refused !== 'ABOVE' && conditions) onRefused({ path, deferred: place.deferred }, conditions);

    const below = belowOf(node, { ...place, path, conditions, refused: isRefused ? 'ABOVE' : undefined });
    const all = below ? withSelections(node, below.all) : { ...node };
    if (isRefused) {
      refused.add(all);
      return { all, isPruned: true };
    }
    return { kept: below ? keptOf(node, below) : node, all, isPruned: false };
  };

  const isAllowed = ({ type, scope }: Place, { name }: FieldNode): boolean => {
    for (const requirement of demands.ofField(type, name.value, scope)) if (!isMet(requirement)) return false;
    return true;
  };

  /** `place` is the field's parent, but for the path, the conditions and the refusal. */
  const belowOf = (node: FieldNode, place: Place): PrunedSelections | undefined => {
    const field = selectedField(place.type, node);
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return undefined;
    const path = [...place.path, ...listLevels(field.type)];
    return prune(node.selectionSet, { ...place, type, scope: demands.scopeOf(type), path });
  };

  const ofFragment = (node: InlineFragmentNode | FragmentSpreadNode, place: Place): Pruned => {
    const { selectionSet, condition } = fragmentOf(node, fragments, schema);
    const type = condition ?? place.type;
    const scope = demands.narrow(place.scope, type);
    const isRefused = !demands.ofType(type.name).every(isMet);
    const label = labelOf(node);
    const { kept, all, isPruned } = prune(selectionSet, {
      type,
      scope,
      path: place.path,
      conditions: scope.length === 0 ? undefined : place.conditions && conditionsOf(place.conditions, node),
      deferred: label === undefined ? place.deferred : [...place.deferred, label],
      refused: place.refused ?? (isRefused ? 'HERE' : undefined),
    });
    const whole = inlineFragment(node, condition, all);
    // Nothing can be of a type that is none of those in scope.
    if (kept.length === 0 || scope.length === 0) return { all: whole, isPruned: true };
    return { kept: inlineFragment(node, condition, kept), all: whole, isPruned };
  };

  return prune;
};

const ofIntrospection = (node: FieldNode, { refused }: Place): Pruned =>
  refused ? { all: { ...node }, isPruned: true } : { kept: node, all: { ...node }, isPruned: false };

const keptOf = (node: FieldNode, { kept, isPruned }: PrunedSelections): FieldNode =>
  withSelections(node, isPruned ? withTypename(kept) : kept);
