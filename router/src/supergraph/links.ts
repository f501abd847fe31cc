import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** A specification that a supergraph links. Source: https://specs.apollo.dev/link/v1.0 */
export interface Link {
  readonly url: string;
  /** The namespace that it is given, when it is given one. */
  readonly as: string | undefined;
  /** What imported directives are called, without the at sign, by their own names, with it. */
  readonly imports: ReadonlyMap<string, string>;
}

export const linksOf = (supergraph: DocumentNode): readonly Link[] =>
  supergraph.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives }) => directives ?? [])
    .filter(({ name }) => name.value === 'link')
    .map(linkOf);

function linkOf({ arguments: given = [] }: ConstDirectiveNode): Link {
  const {
    url,
    as,
    import: imported,
  } = Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)])) as Readonly<
    Record<string, unknown>
  >;
  return {
    url: typeof url === 'string' ? url : '',
    as: typeof as === 'string' ? as : undefined,
    imports: importsOf(Array.isArray(imported) ? imported : []),
  };
}

function importsOf(elements: readonly unknown[]): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const element of elements) {
    const { name, as = name } = (typeof element === 'string' ? { name: element } : Object(element)) as {
      readonly name?: unknown;
      readonly as?: unknown;
    };
    if (typeof name === 'string' && typeof as === 'string') imports.set(name, as.replace(/^@/, ''));
  }
  return imports;
}
