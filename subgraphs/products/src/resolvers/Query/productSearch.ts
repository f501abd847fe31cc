import { codedError } from '@stoa/subgraph-kit';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { readFilters } from '../search-filters.ts';
import { searchConnection } from '../search.ts';

const LONGEST_QUERY = 200;

export const productSearch: QueryResolvers['productSearch'] = (_, { query, filters, sort, ...page }, context) => {
  const words = query?.trim() ?? '';
  if (words.length > LONGEST_QUERY)
    throw codedError('BAD_USER_INPUT', `\`query\` has ${LONGEST_QUERY} characters at most.`);
  const question = { words: words === '' ? null : words, categoryPath: [], filters: readFilters(filters) };
  return searchConnection(context, question, sort ?? 'RELEVANCE', page);
};
