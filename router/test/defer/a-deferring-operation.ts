import { Kind, parse, print, visit, type DirectiveNode, type InlineFragmentNode, type SelectionNode } from 'graphql';
import type { Random } from '../../conformance/generate/random.ts';

/**
 * An operation in which fragments are deferred by chance, some under a condition, some around fields that had none; nothing at
 * the root of a mutation.
 */
export const aDeferringOperation = (query: string, random: Random): string => {
  let labels = 0;
  const defer = (): DirectiveNode => {
    const label = random.chance(0.7) ? `label: "l${(labels += 1)}"` : '';
    const test = random.chance(0.2) ? `if: ${random.pick(['true', 'false', 'true'])}` : '';
    const given = [label, test].filter(Boolean).join(', ');
    return directiveOf(`@defer${given ? `(${given})` : ''}`);
  };
  const deferred = <Node extends { readonly directives?: readonly DirectiveNode[] | undefined }>(node: Node): Node =>
    random.chance(0.5) ? { ...node, directives: [...(node.directives ?? []), defer()] } : node;
  const wrapped = (selections: readonly SelectionNode[]): InlineFragmentNode => ({
    kind: Kind.INLINE_FRAGMENT,
    directives: [defer()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });

  const document = parse(query, { noLocation: true });
  const isMutation = /^mutation/.test(query);
  let depth = 0;
  return print(
    visit(document, {
      OperationDefinition: { enter: () => void (depth = 0) },
      FragmentDefinition: {
        enter: (fragment) => void (depth = fragment.typeCondition.name.value === 'Mutation' ? 0 : 1),
      },
      Field: { enter: () => void (depth += 1), leave: () => void (depth -= 1) },
      InlineFragment: { leave: (fragment) => (isMutation && depth === 0 ? undefined : deferred(fragment)) },
      FragmentSpread: { leave: (spread) => (isMutation && depth === 0 ? undefined : deferred(spread)) },
      SelectionSet: {
        leave: (set) => {
          if ((isMutation && depth === 0) || !random.chance(0.2)) return undefined;
          const at = random.below(set.selections.length + 1);
          const [before, after] = [set.selections.slice(0, at), set.selections.slice(at)];
          return after.length === 0 ? undefined : { ...set, selections: [...before, wrapped(after)] };
        },
      },
    }),
  );
};

const directiveOf = (text: string): DirectiveNode => {
  const [operation] = parse(`{ ... ${text} { a } }`, { noLocation: true }).definitions;
  const [fragment] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  return fragment?.directives?.[0] as DirectiveNode;
};
