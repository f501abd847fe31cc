import type { DocumentNode } from 'graphql';
import { linksOf } from '../supergraph/links.ts';

/** The directives of Apollo's specifications, by their own names. */
export type AuthorizationDirective = 'authenticated' | 'requiresScopes' | 'policy';

const DIRECTIVES: readonly AuthorizationDirective[] = ['authenticated', 'requiresScopes', 'policy'];

/**
 * What the authorization directives are called in this supergraph: `@link` can rename them, and one that was overlooked would
 * leave everything open. One that is not linked goes by its own name.
 * @see https://specs.apollo.dev/link/v1.0/
 */
export const authorizationDirectives = (supergraph: DocumentNode): ReadonlyMap<string, AuthorizationDirective> => {
  const links = linksOf(supergraph);
  return new Map(
    DIRECTIVES.map((directive) => {
      const link = links.find(({ url }) => specificationOf(url) === directive);
      return [link?.imports.get(`@${directive}`) ?? link?.as ?? directive, directive];
    }),
  );
};

const specificationOf = (url: string): string | undefined =>
  /^https:\/\/specs\.apollo\.dev\/(\w+)\/v[\d.]+$/.exec(url)?.[1];
