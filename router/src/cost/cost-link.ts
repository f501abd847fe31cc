import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** What @cost and @listSize are called in one supergraph, without the at sign. */
export interface CostDirectiveNames {
  readonly cost: string;
  readonly listSize: string;
}

const COST_SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/cost\/v\d+\.\d+$/;

/** The names under which a supergraph links the cost specification; undefined when it does not. Source: https://specs.apollo.dev/link/v1.0 */
export const costDirectiveNames = (supergraph: DocumentNode): CostDirectiveNames | undefined => {
  const link = supergraph.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives }) => directives ?? [])
    .map(linkOf)
    .find(({ url }) => typeof url === 'string' && COST_SPECIFICATION.test(url));
  if (!link) return undefined;
  const namespace = typeof link.as === 'string' ? link.as : 'cost';
  const imported = importsOf(link.import);
  return {
    // The directive that is named as its specification goes by the namespace alone.
    cost: imported.get('@cost') ?? namespace,
    listSize: imported.get('@listSize') ?? `${namespace}__listSize`,
  };
};

interface Link {
  readonly url?: unknown;
  readonly as?: unknown;
  readonly import?: unknown;
}

const linkOf = ({ arguments: given = [] }: ConstDirectiveNode): Link =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

function importsOf(imports: unknown): ReadonlyMap<string, string> {
  const elements: readonly unknown[] = Array.isArray(imports) ? imports : [];
  return new Map(
    elements.map((element) => {
      const { name, as = name } = (typeof element === 'string' ? { name: element } : element) as {
        readonly name: string;
        readonly as?: string;
      };
      return [name, as.replace(/^@/, '')];
    }),
  );
}
