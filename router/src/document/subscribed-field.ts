import { Kind, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fragments-of.ts';

/** The one root field of a subscription, wherever in fragments it stands. */
export interface SubscribedField {
  readonly name: string;
  readonly responseName: string;
  /** All of its nodes: they have the same arguments. */
  readonly nodes: readonly FieldNode[];
  /** It stands under `@skip` or `@include`. */
  readonly isConditional: boolean;
}

/** The root field of a valid subscription; undefined when it has none, or several. */
export const subscribedField = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SubscribedField | undefined => {
  const fragments = fragmentsOf(document);
  const nodes: FieldNode[] = [];
  const seen = new Set<string>();
  let isConditional = false;
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      isConditional ||= selection.directives?.some(({ name }) => CONDITIONS.has(name.value)) ?? false;
      if (selection.kind === Kind.FIELD) nodes.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  const [first] = nodes;
  const responseNames = new Set(nodes.map((node) => (node.alias ?? node.name).value));
  if (!first || responseNames.size !== 1) return undefined;
  return { name: first.name.value, responseName: (first.alias ?? first.name).value, nodes, isConditional };
};

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include']);
