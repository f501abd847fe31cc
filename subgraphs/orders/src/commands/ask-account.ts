import type { UserId } from '@stoa/contracts';
import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Graph } from '@stoa/subgraph-kit';
import type { Buyer } from '../domain/order.ts';
import type { AddressWish } from '../domain/postal-address.ts';
import { buyerFacts, type BuyerFactsQuery } from '../generated/operations.ts';
import type { PlacementWish } from './placement-wish.ts';

/** A signed-in buyer's account with the stored address that was asked for; null for a guest. */
export type Account = BuyerFactsQuery['viewer'];

export const askAccount = async (graph: Graph, door: Door, { addressId }: PlacementWish): Promise<Account> => {
  if (!door.caller.user) return null;
  const variables = { addressId: addressId ?? '', withAddress: addressId != null };
  return (await graph.ask(buyerFacts, variables, { door, as: 'viewer' })).viewer;
};

/** Who orders, and where the confirmation goes. */
export const buyerOf = (
  { caller }: Door,
  { email: wanted }: PlacementWish,
  account: Account,
): Result<Buyer, InvalidInput> => {
  const email = wanted ?? account?.email;
  if (!email || !EMAIL.test(email))
    return err(invalidInput('email', 'An e-mail address is needed for the confirmation.'));
  return account
    ? ok({ userId: account.id as UserId, guest: null, email })
    : ok({ userId: null, guest: caller.guest ?? null, email });
};

/** Where the goods go: the address written out, or the stored one. */
export const addressOf = (
  { address, addressId }: PlacementWish,
  account: Account,
): Result<AddressWish, InvalidInput | { readonly kind: 'NOT_FOUND'; readonly id: string }> => {
  const found = address ?? account?.address;
  if (found) return ok(found);
  return addressId == null
    ? err(invalidInput('address', 'Give an address or the id of one of yours.'))
    : err({ kind: 'NOT_FOUND', id: addressId });
};

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,63}$/;
