import type { DirectiveNode, ValueNode } from 'graphql';

/** A `@skip` or `@include`: a selection is in when `test` is `wanted`. */
export interface SkipOrInclude {
  readonly wanted: boolean;
  readonly test: ValueNode | undefined;
}

/** What a directive makes its selection depend on; undefined for any other directive. */
export const skipOrInclude = ({ name, arguments: given }: DirectiveNode): SkipOrInclude | undefined =>
  name.value === 'skip' || name.value === 'include'
    ? { wanted: name.value === 'include', test: given?.find((argument) => argument.name.value === 'if')?.value }
    : undefined;
