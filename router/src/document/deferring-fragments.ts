import {
  Kind,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import { deferOf } from './defer.ts';

/** What stands in selections, through the fragments of a document. */
export interface DeferringFragments {
  /** Whether anything in it is deferred, however deep. */
  readonly defers: (set: SelectionSetNode) => boolean;
  /** Whether it asks for `__schema` or `__type` itself. */
  readonly asksForSchema: (set: SelectionSetNode) => boolean;
  /** A fragment, wherever it is written. */
  readonly insideOf: (
    selection: InlineFragmentNode | FragmentSpreadNode,
  ) => InlineFragmentNode | FragmentDefinitionNode | undefined;
}

export const deferringFragments = (fragments: ReadonlyMap<string, FragmentDefinitionNode>): DeferringFragments => {
  const known = new Map<string, boolean>();
  const insideOf: DeferringFragments['insideOf'] = (selection) =>
    selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);

  const defers: DeferringFragments['defers'] = ({ selections }) =>
    selections.some((selection) => {
      if (selection.directives?.some(deferOf)) return true;
      if (selection.kind === Kind.FRAGMENT_SPREAD) return spreadDefers(selection.name.value);
      return selection.selectionSet !== undefined && defers(selection.selectionSet);
    });
  const spreadDefers = (name: string): boolean => {
    let found = known.get(name);
    if (found === undefined) {
      // Until it is known there is none in it, so that even a cycle ends; validation refuses cycles.
      known.set(name, false);
      const fragment = fragments.get(name);
      known.set(name, (found = fragment !== undefined && defers(fragment.selectionSet)));
    }
    return found;
  };

  const asksForSchema: DeferringFragments['asksForSchema'] = ({ selections }) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return QUESTIONS.has(selection.name.value);
      const inside = insideOf(selection);
      return inside !== undefined && asksForSchema(inside.selectionSet);
    });

  return { defers, asksForSchema, insideOf };
};

const QUESTIONS: ReadonlySet<string> = new Set(['__schema', '__type']);
