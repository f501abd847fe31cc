import type { Caller } from '@stoa/kernel';
import type { Variants } from '../market/market.ts';
import type { Seeding } from '../seeding.ts';

interface Filled {
  readonly id: string;
  readonly lines: readonly { readonly sku: string }[];
}

/** Puts what is lacking into the active cart and answers its id. Quantities by SKU. */
export const fillCart = async (
  { ask, tell }: Seeding,
  as: Caller,
  { lines, variants }: { lines: Readonly<Record<string, number>>; variants: Variants },
): Promise<string> => {
  const { activeCart } = await ask<{ activeCart: Filled | null }>({
    of: 'carts',
    as,
    query: '{ activeCart { id lines { sku } } }',
  });
  const lacking = Object.entries(lines).filter(([sku]) => !activeCart?.lines.some((line) => line.sku === sku));
  if (activeCart && lacking.length === 0) return activeCart.id;
  const { cart } = await tell<{ cart: Filled }>({
    of: 'carts',
    as,
    mutation: 'cartLinesAdd',
    input: { lines: lacking.map(([sku, quantity]) => ({ variantId: variants[sku], quantity })) },
    answer: 'cart { id lines { sku } }',
  });
  return cart.id;
};
