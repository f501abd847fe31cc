import { NO_FILTERS } from '../domain/search.ts';
import type { CategoryResolvers } from '../generated/resolvers-types.ts';
import { readFilters } from './search-filters.ts';
import { searchConnection } from './search.ts';

export const Category: CategoryResolvers = {
  parent: ({ parentId }, _, { loaders }) => (parentId === null ? null : loaders.category.load(parentId)),
  children: ({ id }, _, { loaders }) => loaders.categoriesBelow.load(id),
  ancestors: async ({ path }, _, { loaders }) => {
    const above = await loaders.category.loadMany(path.slice(0, -1));
    return above.flatMap((category) => {
      if (category instanceof Error) throw category;
      return category ?? [];
    });
  },
  products: ({ path }, { filters, sort, ...page }, context) => {
    const question = { words: null, categoryPath: path, filters: filters ? readFilters(filters) : NO_FILTERS };
    return searchConnection(context, question, sort ?? 'NEWEST', page);
  },
};
