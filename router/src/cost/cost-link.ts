import type { DocumentNode } from 'graphql';
import { linksOf } from '../supergraph/links.ts';

/** What @cost and @listSize are called in one supergraph, without the at sign. */
export interface CostDirectiveNames {
  readonly cost: string;
  readonly listSize: string;
}

const COST_SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/cost\/v\d+\.\d+$/;

/** The names under which a supergraph links the cost specification; undefined when it does not. Source: https://specs.apollo.dev/link/v1.0 */
export const costDirectiveNames = (supergraph: DocumentNode): CostDirectiveNames | undefined => {
  const link = linksOf(supergraph).find(({ url }) => COST_SPECIFICATION.test(url));
  if (!link) return undefined;
  const { as: namespace = 'cost', imports } = link;
  return {
    // The directive that is named as its specification goes by the namespace alone.
    cost: imports.get('@cost') ?? namespace,
    listSize: imports.get('@listSize') ?? `${namespace}__listSize`,
  };
};
