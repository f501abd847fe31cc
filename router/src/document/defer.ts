import { Kind, visit, type DirectiveNode, type DocumentNode, type SelectionNode, type ValueNode } from 'graphql';

/** The arguments of a `@defer` as they are written. */
export interface Defer {
  readonly test: ValueNode | undefined;
  readonly label: ValueNode | undefined;
}

/** What a directive says about deferring; undefined for any other directive. */
export const deferOf = ({ name, arguments: given }: DirectiveNode): Defer | undefined =>
  name.value === 'defer'
    ? {
        test: given?.find((argument) => argument.name.value === 'if')?.value,
        label: given?.find((argument) => argument.name.value === 'label')?.value,
      }
    : undefined;

/** The label of a deferred selection; undefined when it has none or is not deferred. */
export const labelOf = ({ directives = [] }: SelectionNode): string | undefined => {
  for (const directive of directives) {
    const label = deferOf(directive)?.label;
    if (label?.kind === Kind.STRING) return label.value;
  }
  return undefined;
};

/** The document without `@defer`: all of it in one answer. The same document when nothing is deferred. */
export const withoutDefer = (document: DocumentNode): DocumentNode =>
  visit(document, { Directive: (directive) => (deferOf(directive) ? null : undefined) });
