import type { Cart, CartLine } from './domain/cart.ts';
import type { Delivery, Quote } from './domain/quote.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type CartModel = Cart;
/** A line's price depends on its cart. */
export interface CartLineModel {
  readonly cart: Cart;
  readonly line: CartLine;
}
export type QuoteModel = Quote;
export type QuoteLineModel = Quote['lines'][number];
export type QuoteDeliveryModel = Delivery;
