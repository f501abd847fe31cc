import { err, ok, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { readAddress, type AddressWish } from '../domain/postal-address.ts';
import type { Placement, PlacementFacts } from '../domain/placement.ts';
import type { Rooms } from '../rooms.ts';
import { addressOf, askAccount, buyerOf } from './ask-account.ts';
import { askQuote } from './ask-quote.ts';
import { wishFault, type PlacementWish, type What } from './placement-wish.ts';

export type GatherRefusal = { readonly kind: 'NOT_FOUND'; readonly id: string } | InvalidInput;

/**
 * Everything a placement is decided on, read across the graph as the viewer: one question, and one for the account of a
 * signed-in buyer, which only has to come first when its stored address decides what delivery costs.
 */
export const gatherPlacement = async (
  { graph }: Pick<Rooms, 'graph'>,
  door: Door,
  { wish, what }: { wish: PlacementWish; what: What },
): Promise<Result<{ placement: Placement; facts: PlacementFacts }, GatherRefusal>> => {
  const fault = wishFault(wish, what);
  if (fault) return err(fault);
  const quoteTo = (address: AddressWish) => askQuote(graph, door, { what, delivery: wish.delivery, address });
  const early = wish.address ? quoteTo(wish.address) : undefined;
  const [account, earlyFacts] = await Promise.all([askAccount(graph, door, wish), early]);

  const buyer = buyerOf(door, wish, account);
  if (!buyer.ok) return buyer;
  const address = addressOf(wish, account);
  if (!address.ok) return address;
  const facts = early ? earlyFacts : await quoteTo(address.value);
  if (!facts) return err({ kind: 'NOT_FOUND', id: 'cartId' in what ? what.cartId : what.variantId });
  return ok({
    facts,
    placement: {
      buyer: buyer.value,
      address: readAddress(address.value),
      paymentMethod: wish.paymentMethod,
      expectedCartVersion: wish.expectedCartVersion ?? null,
      expectedTotalMinor: wish.expectedTotalMinor == null ? null : Number(wish.expectedTotalMinor),
    },
  });
};
