/** How many of a variant a shop has at first, in its warehouse and in its store. */
export interface FirstStock {
  readonly WAREHOUSE: number;
  readonly STORE: number;
}

/** The jacket of which a single one is left: two people want it at once. */
export const LAST_ONE = 'LT-16-M';

// What people order has to be there; elsewhere every eleventh variant is nearly gone and every seventeenth is.
/** The first stock of a variant: the same for the same SKU. `index` is its place in the whole catalogue. */
export const firstStockOf = (sku: string, index: number, isOrdered: boolean): FirstStock => {
  if (sku === LAST_ONE) return { WAREHOUSE: 1, STORE: 0 };
  if (isOrdered) return { WAREHOUSE: 14 + (index % 9), STORE: 3 };
  if (index % 17 === 5) return { WAREHOUSE: 0, STORE: 0 };
  if (index % 11 === 3) return { WAREHOUSE: 1, STORE: index % 2 };
  return { WAREHOUSE: 8 + ((index * 7) % 33), STORE: index % 2 === 0 ? 1 + ((index * 5) % 6) : 0 };
};
