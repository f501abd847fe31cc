import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** The directives of Apollo's specifications, by their own names. */
export type AuthorizationDirective = 'authenticated' | 'requiresScopes' | 'policy';

const DIRECTIVES: readonly AuthorizationDirective[] = ['authenticated', 'requiresScopes', 'policy'];

/**
 * What the authorization directives are called in this supergraph: `@link` can rename them, and one that was overlooked would
 * leave everything open. One that is not linked goes by its own name.
 * @see https://specs.apollo.dev/link/v1.0/
 */
export const authorizationDirectives = (supergraph: DocumentNode): ReadonlyMap<string, AuthorizationDirective> => {
  const links = supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link').map(argumentsOf)
      : [],
  );
  return new Map(
    DIRECTIVES.map((directive) => {
      const link = links.find(({ url }) => typeof url === 'string' && specificationOf(url) === directive);
      return [link ? linkedName(link, directive) : directive, directive];
    }),
  );
};

function argumentsOf(node: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

const specificationOf = (url: string): string | undefined =>
  /^https:\/\/specs\.apollo\.dev\/(\w+)\/v[\d.]+$/.exec(url)?.[1];

function linkedName(link: Readonly<Record<string, unknown>>, directive: string): string {
  for (const imported of Array.isArray(link['import']) ? (link['import'] as unknown[]) : []) {
    if (imported === `@${directive}`) return directive;
    const { name, as } = Object(imported) as { name?: unknown; as?: unknown };
    if (name === `@${directive}` && typeof as === 'string') return as.replace(/^@/, '');
  }
  return typeof link['as'] === 'string' ? link['as'] : directive;
}
