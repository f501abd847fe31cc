import { anonymous, type Caller } from '@stoa/kernel';
import { guest } from '../callers.ts';
import { GUESTS, type GuestKey } from '../market/demo-addresses.ts';
import type { Market } from '../market/market.ts';
import type { Seeding } from '../seeding.ts';
import type { Buyer } from './order-plan.ts';

export interface BuyerAtTheDoor {
  readonly caller: Caller;
  /** A guest's secret; undefined for people with accounts. */
  readonly cartToken?: string;
  /** What an order's input says about where goods go. */
  readonly whereTo: Readonly<Record<string, unknown>>;
}

/** Who buys, under the name of what is bought: a guest gets a cart token of its own for each purchase. */
export const buyerFor = async (
  seeding: Seeding,
  { people }: Market,
  { buyer, key }: { buyer: Buyer; key: string },
): Promise<BuyerAtTheDoor> => {
  if (buyer === 'ada' || buyer === 'noor')
    return { caller: people[buyer].caller, whereTo: { addressId: people[buyer].addressId } };
  const { email, address } = GUESTS[buyer.slice('guest:'.length) as GuestKey];
  const cartToken = await seeding.step(`cart-token:${key}`, () => makeGuestCart(seeding));
  return { caller: guest(cartToken), cartToken, whereTo: { email, address } };
};

/** A new guest's cart; answers its token. */
export const makeGuestCart = async ({ tell }: Seeding): Promise<string> => {
  const { cartToken } = await tell<{ cartToken: string }>({
    of: 'carts',
    as: anonymous,
    mutation: 'cartCreate',
    input: {},
    answer: 'cartToken',
  });
  return cartToken;
};
