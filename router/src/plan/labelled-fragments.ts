import {
  Kind,
  OperationTypeNode,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { deferOf, labelOf } from '../document/defer.ts';
import { deferringFragments } from '../document/deferring-fragments.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import { skipOrInclude } from '../document/skip-or-include.ts';
import { isIncluded } from '../project/included.ts';
import { partsOfSharedObjects } from './shared-objects.ts';
import type { Booleans } from './without-conditions.ts';

/** An operation of which each place that is deferred has a label of its own. */
export interface LabelledOperation {
  /** The operation alone, with the fragments unfolded in which something is deferred. */
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The client's labels by ours. */
  readonly labels: ReadonlyMap<string, string | undefined>;
}

/** Places of an operation that are deferred, at most; each may be many objects. */
const MOST_DEFERRED = 20;

/**
 * Gives each place at which these booleans defer something a label that leads from the plan back to it: a fragment that is
 * spread twice has one label of the client's and stands at two places, which the planner would take for one. Questions about
 * the schema are never deferred: no subgraph is asked, and the planner fails on them; nor are parts of one object. Undefined when
 * nothing is deferred, or too much.
 */
export const labelledFragments = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  booleans: Booleans,
): LabelledOperation | undefined => {
  const fragments = deferringFragments(fragmentsOf(document));
  const { defers, asksForSchema, insideOf } = fragments;
  const labels = new Map<string, string | undefined>();

  /** `root`: the set is the operation's own, or of a fragment there. */
  const unfold = (set: SelectionSetNode, root: OperationTypeNode | undefined): SelectionSetNode => {
    if (labels.size > MOST_DEFERRED || !defers(set)) return set;
    const included = set.selections.filter((selection) => isIncluded(selection, booleans));
    return { ...set, selections: included.flatMap((selection) => unfoldSelection(selection, root)) };
  };

  const unfoldSelection = (selection: SelectionNode, root: OperationTypeNode | undefined): readonly SelectionNode[] => {
    if (selection.kind !== Kind.FIELD) return unfoldFragment(selection, root);
    const { selectionSet } = selection;
    return [selectionSet ? { ...selection, selectionSet: unfold(selectionSet, undefined) } : selection];
  };

  const unfoldFragment = (
    selection: InlineFragmentNode | FragmentSpreadNode,
    root: OperationTypeNode | undefined,
  ): readonly SelectionNode[] => {
    const inside = insideOf(selection);
    if (!inside) return [];
    const { typeCondition, selectionSet } = inside;
    const directives = selection.directives?.filter((one) => !deferOf(one) && !skipOrInclude(one)) ?? [];
    const isDeferred = doesDefer(selection, booleans) && mayBeDeferred(selectionSet, root);
    if (!isDeferred && selection.kind === Kind.FRAGMENT_SPREAD && !defers(selectionSet))
      return [{ ...selection, directives }];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        ...(typeCondition && { typeCondition }),
        directives: isDeferred ? [...directives, deferAs(labelFor(selection))] : directives,
        selectionSet: unfold(selectionSet, root),
      },
    ];
  };

  const mayBeDeferred = (inside: SelectionSetNode, root: OperationTypeNode | undefined): boolean =>
    root === undefined || (root === OperationTypeNode.QUERY && !asksForSchema(inside));

  const labelFor = (selection: SelectionNode): string => {
    const label = String(labels.size);
    labels.set(label, labelOf(selection));
    return label;
  };

  const selectionSet = unfold(operation.selectionSet, operation.operation);
  if (labels.size > MOST_DEFERRED) return undefined;
  let definition: OperationDefinitionNode = { ...operation, selectionSet };
  for (;;) {
    const together = partsOfSharedObjects(definition, fragments, booleans);
    if (together.size === 0) break;
    // What is deferred no more joins the part around it, which may share an object with others in turn.
    definition = undeferred(definition, together);
    for (const label of together) labels.delete(label);
  }
  if (labels.size === 0) return undefined;
  const others = document.definitions.filter(
    (one) => one.kind === Kind.FRAGMENT_DEFINITION && !defers(one.selectionSet),
  );
  return { document: { kind: Kind.DOCUMENT, definitions: [definition, ...others] }, definition, labels };
};

const undeferred = (definition: OperationDefinitionNode, labels: ReadonlySet<string>): OperationDefinitionNode =>
  visit(definition, {
    InlineFragment: (fragment) => {
      const label = labelOf(fragment);
      if (label === undefined || !labels.has(label)) return undefined;
      return { ...fragment, directives: fragment.directives?.filter((one) => !deferOf(one)) ?? [] };
    },
  });

function doesDefer({ directives = [] }: SelectionNode, booleans: Booleans): boolean {
  const defer = directives.map(deferOf).find((one) => one !== undefined);
  return defer !== undefined && isTrue(defer.test, booleans);
}

function isTrue(test: ValueNode | undefined, booleans: Booleans): boolean {
  if (test?.kind === Kind.VARIABLE) return defersBy(booleans[test.name.value]);
  return test?.kind !== Kind.BOOLEAN || test.value;
}

/** Whether something is deferred under a variable of this value: unlike `@skip` and `@include`, `@defer` is so by default. */
export const defersBy = (value: unknown): boolean => value !== false && value !== null;

const nameOf = (value: string) => ({ kind: Kind.NAME, value }) as const;

const deferAs = (label: string): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: nameOf('defer'),
  arguments: [{ kind: Kind.ARGUMENT, name: nameOf('label'), value: { kind: Kind.STRING, value: label } }],
});
