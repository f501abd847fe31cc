import { guest } from '../callers.ts';
import type { Market } from '../market/market.ts';
import type { Seeding } from '../seeding.ts';
import { buyerFor } from './buyers.ts';
import { fillCart } from './fill-cart.ts';
import type { PlannedOrder } from './order-plan.ts';
import type { Ordered } from './ordered.ts';

interface Placed {
  readonly order: { readonly id: string } | null;
  readonly orderToken: string | null;
}

/**
 * Orders what is planned: several lines from a cart, a single one directly, so that both ways are seen. Answers undefined
 * when somebody else had the last one.
 */
export const placeOrder = async (
  seeding: Seeding,
  market: Market,
  plan: Pick<PlannedOrder, 'key' | 'buyer' | 'lines' | 'payment'>,
): Promise<Ordered | undefined> => {
  const { key, lines } = plan;
  const { caller, cartToken, whereTo } = await buyerFor(seeding, market, plan);
  const wish = {
    ...whereTo,
    paymentMethod: plan.payment === 'on-delivery' ? 'CASH_ON_DELIVERY' : 'SANDBOX',
    idempotencyKey: `demo:order:${key}`,
  };
  const [only, ...others] = Object.entries(lines);
  const isDirect = only !== undefined && others.length === 0;
  const cartId = isDirect
    ? undefined
    : await seeding.step(`cart:${key}`, () => fillCart(seeding, caller, { lines, variants: market.variants }));
  const placed = await seeding.step(`order:${key}`, () =>
    seeding.tell<Placed>({
      of: 'orders',
      as: caller,
      mutation: isDirect ? 'orderBuyNow' : 'orderPlace',
      input: isDirect ? { ...wish, variantId: market.variants[only[0]], quantity: only[1] } : { ...wish, cartId },
      answer: 'order { id } orderToken',
      unless: ['INSUFFICIENT_STOCK'],
    }),
  );
  if (!placed.order) return undefined;
  const buyer = cartToken === undefined ? caller : guest(cartToken, placed.orderToken ?? undefined);
  return { key, id: placed.order.id, buyer };
};
