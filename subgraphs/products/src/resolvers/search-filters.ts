import { parseDecimal } from '@stoa/kernel';
import { codedError } from '@stoa/subgraph-kit';
import type { PriceFilter, SearchFilters } from '../domain/search.ts';
import type { PriceFilterInput, ProductFilterInput } from '../generated/resolvers-types.ts';

const MOST_FILTERS = 50;
/** Facets count the matches anew for each option that is chosen. */
const MOST_OPTIONS = 10;

/** Sorts filters by kind. @throws BAD_USER_INPUT for more than 50, for more than 10 options, and for amounts that their currency does not have. */
export const readFilters = (given: readonly ProductFilterInput[] | null | undefined): SearchFilters => {
  const filters = given ?? [];
  if (filters.length > MOST_FILTERS) throw codedError('BAD_USER_INPUT', `${MOST_FILTERS} filters at most.`);
  const options = new Map<string, string[]>();
  for (const { option } of filters) {
    if (!option) continue;
    const name = option.name.trim().toLowerCase();
    options.set(name, [...(options.get(name) ?? []), option.value.trim()]);
  }
  if (options.size > MOST_OPTIONS) throw codedError('BAD_USER_INPUT', `Filters of ${MOST_OPTIONS} options at most.`);
  return {
    shopIds: filters.flatMap(({ shopId }) => shopId ?? []),
    categoryIds: filters.flatMap(({ categoryId }) => categoryId ?? []),
    prices: filters.flatMap(({ price }) => (price ? readPrice(price) : [])),
    options,
  };
};

const readPrice = ({ currencyCode, min, max }: PriceFilterInput): PriceFilter => ({
  currencyCode,
  minMinor: readAmount(min, currencyCode),
  maxMinor: readAmount(max, currencyCode),
});

function readAmount(text: string | null | undefined, currencyCode: string): number | null {
  if (text == null) return null;
  const amount = parseDecimal(text, currencyCode);
  if (!amount) throw codedError('BAD_USER_INPUT', `${text} is no amount of ${currencyCode}.`);
  return amount.amountMinor;
}
