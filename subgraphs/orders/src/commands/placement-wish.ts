import { invalidInput, type InvalidInput } from '@stoa/kernel';
import type { PaymentMethod } from '../domain/order.ts';
import { addressFault, type AddressWish } from '../domain/postal-address.ts';

/** What both ways of ordering ask for. */
export interface PlacementWish {
  readonly email?: string | null | undefined;
  readonly addressId?: string | null | undefined;
  readonly address?: AddressWish | null | undefined;
  readonly delivery?: readonly { readonly shopId: string; readonly code: string }[] | null | undefined;
  readonly paymentMethod: PaymentMethod;
  readonly expectedCartVersion?: number | null | undefined;
  readonly expectedTotalMinor?: string | null | undefined;
}

/** What is bought: a cart as it stands, or one variant past it. */
export type What = { readonly cartId: string } | { readonly variantId: string; readonly quantity: number };

const MOST = 999;

/** What is wrong with a wish in itself, before anybody is asked. */
export const wishFault = ({ address, addressId }: PlacementWish, what: What): InvalidInput | undefined => {
  if ('quantity' in what && !(what.quantity >= 1 && what.quantity <= MOST))
    return invalidInput('quantity', `From 1 to ${MOST}.`);
  if (address && addressId != null)
    return invalidInput('addressId', 'Give an address or the id of one of yours, not both.');
  return address ? addressFault(address) : undefined;
};
