/** What a list of products is narrowed by; values of one kind widen, kinds narrow. */
export interface SearchFilters {
  readonly shopIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly prices: readonly PriceFilter[];
  /** Values by option, its name in small letters. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** A product's lowest price is between these, both included; null has no end. */
export interface PriceFilter {
  readonly currencyCode: string;
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
}

export type SearchSort = 'RELEVANCE' | 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC';

/** Which products: those with these words, in this category, with these filters. */
export interface SearchQuestion {
  readonly words: string | null;
  /** The category whose page it is, with those above. */
  readonly categoryPath: readonly string[];
  readonly filters: SearchFilters;
}

export const NO_FILTERS: SearchFilters = { shopIds: [], categoryIds: [], prices: [], options: new Map() };

/** Lowest prices are counted between these, in minor units of whatever currency. */
export const PRICE_STEPS: readonly number[] = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000];

/** `color=Red`, as search keeps what any variant has. */
export const optionValue = ({ name, value }: { readonly name: string; readonly value: string }): string =>
  `${name.toLowerCase()}=${value}`;
