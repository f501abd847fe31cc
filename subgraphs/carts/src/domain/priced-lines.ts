import { isLinePurchasable, MOST_LINES, MOST_OF_A_LINE, unitPriceOf, type Cart } from './cart.ts';
import type { Listings } from './listing.ts';
import type { PricedLine } from './quote.ts';

/** A cart's lines as a quote prices them. */
export const pricedLinesOf = (cart: Cart): PricedLine[] =>
  cart.lines.map((line) => {
    const { variantId, productId, shopId, title, sku } = line.listing;
    return {
      ...{ variantId, productId, shopId, title, sku },
      quantity: line.quantity,
      unitPrice: unitPriceOf(cart, line),
      isPurchasable: isLinePurchasable(cart, line),
    };
  });

/** What is wrong with a question for a quote; undefined when it can be answered. */
export const quoteFault = (lines: readonly { readonly quantity: number }[]): string | undefined => {
  if (lines.length < 1 || lines.length > MOST_LINES) return `\`lines\` has 1 to ${MOST_LINES} lines.`;
  const isWrong = lines.some(({ quantity }) => quantity < 1 || quantity > MOST_OF_A_LINE);
  return isWrong ? `\`quantity\` is from 1 to ${MOST_OF_A_LINE}.` : undefined;
};

/**
 * Variants without a cart, in the currency of the first; a variant that is not sold in it has no price there and cannot be
 * bought with the others. Undefined when one is unknown.
 */
export const pricedVariants = (
  wanted: readonly { readonly variantId: string; readonly quantity: number }[],
  listings: Listings,
): { readonly lines: readonly PricedLine[]; readonly currencyCode: string } | undefined => {
  const found = wanted.flatMap(({ variantId, quantity }) => {
    const listing = listings.get(variantId);
    return listing ? [{ listing, quantity }] : [];
  });
  const [first] = found;
  if (!first || found.length < wanted.length) return undefined;
  const { currencyCode } = first.listing.price;
  const lines = found.map(({ listing, quantity }): PricedLine => {
    const { variantId, productId, shopId, title, sku, price, isPurchasable } = listing;
    const isInCurrency = price.currencyCode === currencyCode;
    return {
      ...{ variantId, productId, shopId, title, sku, quantity },
      unitPrice: isInCurrency ? price : { amountMinor: 0, currencyCode },
      isPurchasable: isPurchasable && isInCurrency,
    };
  });
  return { lines, currencyCode };
};
