import { isOpen, itemsTotalOf } from '../domain/cart.ts';
import { pricedLinesOf } from '../domain/priced-lines.ts';
import { warningsOf } from '../domain/warnings.ts';
import type { CartResolvers } from '../generated/resolvers-types.ts';
import { quoteOf } from './quote-of.ts';

export const Cart: CartResolvers = {
  isOpen,
  lines: (cart) => cart.lines.map((line) => ({ cart, line })),
  lineCount: ({ lines }) => lines.length,
  itemsTotal: itemsTotalOf,
  warnings: warningsOf,
  quote: (cart, { address, delivery }, context) =>
    quoteOf(context, { lines: pricedLinesOf(cart), currencyCode: cart.currencyCode }, address, delivery ?? []),
};
