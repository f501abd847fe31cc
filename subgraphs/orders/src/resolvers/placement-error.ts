import { formatDecimal, unreachable } from '@stoa/kernel';
import { invalidInputError } from '@stoa/subgraph-kit';
import type { PlaceOrderRefusal } from '../commands/place-order.ts';

/** Why nothing was ordered, as the graph says it. */
export const placementError = (failure: PlaceOrderRefusal) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return told('NotFound', failure.kind, { message: `Nothing was found under ${failure.id}.` });
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'CART_EMPTY':
      return told('CartEmpty', failure.kind, { message: 'There is nothing in the cart.', path: ['cartId'] });
    case 'CART_CLOSED':
      return told('CartClosed', failure.kind, { message: 'Another order has this cart.', path: ['cartId'] });
    case 'CART_CHANGED': {
      const { cartVersion, total } = failure;
      const message = `It has changed meanwhile; the total is ${formatDecimal(total)} ${total.currencyCode} now.`;
      return { ...told('CartChanged', failure.kind, { message, path: ['expectedTotalMinor'] }), cartVersion, total };
    }
    case 'NOT_PURCHASABLE': {
      const { kind, variantId } = failure;
      return { ...told('NotPurchasable', kind, { message: 'This variant cannot be bought now.' }), variantId };
    }
    case 'INSUFFICIENT_STOCK': {
      const { kind, variantId, quantityAvailable } = failure;
      const message = `Only ${quantityAvailable} are left.`;
      return { ...told('InsufficientStock', kind, { message }), variantId, quantityAvailable };
    }
    case 'SHOP_CLOSED': {
      const { kind, shopId } = failure;
      return { ...told('ShopClosed', kind, { message: 'This shop does not take orders now.' }), shopId };
    }
    case 'DELIVERY_UNAVAILABLE': {
      const { kind, shopId } = failure;
      const message = 'This shop does not deliver there in that way.';
      return { ...told('DeliveryUnavailable', kind, { message, path: ['delivery'] }), shopId };
    }
  }
  return unreachable(failure);
};

const told = <Type extends string, Code extends string>(
  __typename: Type,
  code: Code,
  { message, path = null }: { message: string; path?: readonly string[] | null },
) => ({ __typename, code, message, path });
