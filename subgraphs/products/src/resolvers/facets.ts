import { formatDecimal, money } from '@stoa/kernel';
import { PRICE_STEPS, type PriceFilter, type SearchQuestion } from '../domain/search.ts';
import type { ProductFilterInput, SearchFilter, SearchFilterValue } from '../generated/resolvers-types.ts';
import type { Tally } from '../persistence/product-search.ts';

const MOST_VALUES = 30;

/** What found products can be narrowed by, each value ready to be sent back. Shop, category, price, then options by name. */
export const facetsOf = (tallies: readonly Tally[], question: SearchQuestion): SearchFilter[] => {
  const byKind = Map.groupBy(tallies, ({ kind }) => kind);
  const kinds = byKind
    .keys()
    .filter((kind) => kind !== 'count')
    .toArray()
    .toSorted(byPlace);
  return kinds.flatMap((kind): SearchFilter[] => {
    const values = valuesOf(kind, byKind.get(kind) ?? [], question);
    return values.length > 0 ? [{ key: kind, label: labelOf(kind), values }] : [];
  });
};

const PLACES = ['shop', 'category', 'price'];
const placeOf = (kind: string) => (PLACES.includes(kind) ? PLACES.indexOf(kind) : PLACES.length);
const byPlace = (left: string, right: string) => placeOf(left) - placeOf(right) || left.localeCompare(right);

function labelOf(kind: string): string {
  const name = kind.startsWith(OPTION) ? kind.slice(OPTION.length) : kind;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function valuesOf(
  kind: string,
  tallies: readonly Tally[],
  { filters, categoryPath }: SearchQuestion,
): SearchFilterValue[] {
  if (kind === 'price')
    return tallies
      .map((tally) => priceValue(tally, filters.prices))
      .toSorted(byAmount)
      .map(({ value }) => value);
  const frequent = tallies.toSorted((left, right) => right.count - left.count || left.value.localeCompare(right.value));
  switch (kind) {
    case 'shop':
      return frequent.slice(0, MOST_VALUES).map(({ value, label, count }) => ({
        label: label ?? value,
        count,
        isSelected: filters.shopIds.includes(value),
        input: { shopId: value } satisfies Partial<ProductFilterInput>,
      }));
    case 'category':
      // Every product of a category's page is in that category and those above.
      return frequent
        .filter(({ value }) => !categoryPath.includes(value))
        .slice(0, MOST_VALUES)
        .map(({ value, label, count }) => ({
          label: label ?? value,
          count,
          isSelected: filters.categoryIds.includes(value),
          input: { categoryId: value } satisfies Partial<ProductFilterInput>,
        }));
    default: {
      const name = kind.slice(OPTION.length);
      return frequent.slice(0, MOST_VALUES).map(({ value, count }) => ({
        label: value,
        count,
        isSelected: filters.options.get(name)?.includes(value) ?? false,
        input: { option: { name, value } } satisfies Partial<ProductFilterInput>,
      }));
    }
  }
}

const OPTION = 'option.';

interface PriceValue {
  readonly currencyCode: string;
  readonly step: number;
  readonly value: SearchFilterValue;
}

const byAmount = (left: PriceValue, right: PriceValue) =>
  left.currencyCode.localeCompare(right.currencyCode) || left.step - right.step;

/** `EUR 2`: the second step's prices of euros, its beginning included, its end not. */
function priceValue({ value, count }: Tally, selected: readonly PriceFilter[]): PriceValue {
  const [currencyCode = '', stepText = ''] = value.split(' ');
  const step = Number(stepText);
  const from = PRICE_STEPS[step - 1];
  const next = PRICE_STEPS[step];
  const minMinor = from ?? null;
  const maxMinor = next === undefined ? null : next - 1;
  const text = (amountMinor: number) => formatDecimal(money(amountMinor, currencyCode));
  const min = minMinor === null ? {} : { min: text(minMinor) };
  const max = maxMinor === null ? {} : { max: text(maxMinor) };
  return {
    currencyCode,
    step,
    value: {
      label:
        maxMinor === null
          ? `${currencyCode} ${text(from ?? 0)} and more`
          : `${currencyCode} ${text(from ?? 0)} to ${text(maxMinor)}`,
      count,
      isSelected: selected.some(
        (price) => price.currencyCode === currencyCode && price.minMinor === minMinor && price.maxMinor === maxMinor,
      ),
      input: { price: { currencyCode, ...min, ...max } },
    },
  };
}
