import { formatDecimal, type Money } from '@stoa/kernel';
import { isLinePurchasable, isOpen, type Cart } from './cart.ts';

/** Something in an open cart that changed without its owner's doing. */
export interface CartWarning {
  readonly code: 'PRICE_CHANGED' | 'NOT_PURCHASABLE';
  readonly message: string;
  readonly lineId: string;
  readonly oldPrice: Money | null;
  readonly newPrice: Money | null;
}

/** What changed since the owner of the cart last looked. */
export const warningsOf = (cart: Cart): CartWarning[] =>
  isOpen(cart)
    ? cart.lines.flatMap((line): CartWarning[] => {
        const { id: lineId, seenPrice: oldPrice, listing } = line;
        if (!isLinePurchasable(cart, line))
          return [
            {
              code: 'NOT_PURCHASABLE',
              message: `${listing.title} cannot be bought at the moment.`,
              lineId,
              oldPrice: null,
              newPrice: null,
            },
          ];
        const newPrice = listing.price;
        if (newPrice.amountMinor === oldPrice.amountMinor) return [];
        const message = `${listing.title} costs ${inWords(newPrice)} now, it was ${inWords(oldPrice)}.`;
        return [{ code: 'PRICE_CHANGED', message, lineId, oldPrice, newPrice }];
      })
    : [];

const inWords = (amount: Money) => `${formatDecimal(amount)} ${amount.currencyCode}`;
