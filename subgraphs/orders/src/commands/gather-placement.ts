import type { CartId, ProductId, ShopId, UserId, VariantId } from '@stoa/contracts';
import { err, invalidInput, ok, type InvalidInput, type Money, type Result } from '@stoa/kernel';
import { TransientError, type Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import type { Buyer, PaymentMethod } from '../domain/order.ts';
import { addressFault, readAddress, type AddressWish } from '../domain/postal-address.ts';
import type { Placement, PlacementFacts } from '../domain/submit.ts';
import { buyerFacts, orderFacts, type OrderFactsQuery } from '../generated/operations.ts';

/** What both ways of ordering have in common. */
export interface PlacementWish {
  readonly email?: string | null | undefined;
  readonly addressId?: string | null | undefined;
  readonly address?: AddressWish | null | undefined;
  readonly delivery?: readonly { readonly shopId: string; readonly code: string }[] | null | undefined;
  readonly paymentMethod: PaymentMethod;
  readonly expectedCartVersion?: number | null | undefined;
  readonly expectedTotalMinor?: string | null | undefined;
}

export type What = { readonly cartId: string } | { readonly variantId: string; readonly quantity: number };

export type GatherRefusal =
  | { readonly kind: 'NOT_FOUND'; readonly id: string }
  | InvalidInput;

/**
 * Everything a placement is decided on, read across the graph as the viewer: one question, and one for the account of a
 * signed-in buyer, which only has to come first when its stored address decides what delivery costs.
 */
export const gatherPlacement = async (
  { graph }: Pick<Rooms, 'graph'>,
  door: Door,
  wish: PlacementWish,
  what: What,
): Promise<Result<{ placement: Placement; facts: PlacementFacts }, GatherRefusal>> => {
  if (wish.address && wish.addressId != null)
    return err(invalidInput('addressId', 'Give an address or the id of one of yours, not both.'));
  const wrongAddress = wish.address && addressFault(wish.address);
  if (wrongAddress) return err(wrongAddress);
  const isFromCart = 'cartId' in what;
  const askQuote = ({ countryCode, postalCode, region }: AddressWish) =>
    graph.ask(
      orderFacts,
      {
        fromCart: isFromCart,
        cartId: isFromCart ? what.cartId : '',
        lines: isFromCart ? [] : [what],
        address: { countryCode, postalCode, region: region ?? null },
        delivery: (wish.delivery ?? []).map(({ shopId, code }) => ({ shopId, code })),
      },
      { door, as: 'viewer' },
    );
  const askBuyer = () =>
    door.caller.user &&
    graph.ask(
      buyerFacts,
      { addressId: wish.addressId ?? '', withAddress: wish.addressId != null },
      { door, as: 'viewer' },
    );

  const early = wish.address ? askQuote(wish.address) : undefined;
  const [account, earlyAnswer] = await Promise.all([askBuyer(), early]);
  const buyer = buyerOf(door, wish, account?.viewer ?? null);
  if (!buyer.ok) return buyer;
  const address = wish.address ?? account?.viewer?.address;
  if (!address)
    return wish.addressId == null
      ? err(invalidInput('address', 'Give an address or the id of one of yours.'))
      : err({ kind: 'NOT_FOUND', id: wish.addressId });

  const answer = earlyAnswer ?? (await askQuote(address));
  const quote = isFromCart ? answer.cart?.quote : answer.quote;
  if (!quote) return err({ kind: 'NOT_FOUND', id: isFromCart ? what.cartId : what.variantId });
  return ok({
    placement: {
      buyer: buyer.value,
      address: readAddress(address),
      paymentMethod: wish.paymentMethod,
      expectedCartVersion: wish.expectedCartVersion ?? null,
      expectedTotalMinor: wish.expectedTotalMinor == null ? null : Number(wish.expectedTotalMinor),
    },
    facts: {
      cart: answer.cart
        ? { cartId: answer.cart.id as CartId, version: answer.cart.version, isOpen: answer.cart.isOpen }
        : null,
      ...quoteFacts(quote),
    },
  });
};

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,63}$/;

function buyerOf(
  { caller }: Door,
  wish: PlacementWish,
  viewer: { id: string; email: string | null } | null,
): Result<Buyer, GatherRefusal> {
  const email = wish.email ?? viewer?.email;
  if (!email || !EMAIL.test(email))
    return err(invalidInput('email', 'An e-mail address is needed for the confirmation.'));
  return ok({ userId: (viewer?.id ?? null) as UserId | null, guest: viewer ? null : (caller.guest ?? null), email });
}

type Quote = NonNullable<OrderFactsQuery['quote']>;

function quoteFacts(quote: Quote): Omit<PlacementFacts, 'cart'> {
  const { currencyCode } = quote.total;
  const inCurrency = ({ amountMinor }: { amountMinor: string | number }): Money => ({
    amountMinor: Number(amountMinor),
    currencyCode,
  });
  return {
    total: inCurrency(quote.total),
    lines: quote.lines.map((line) => ({
      variantId: idOf(line.variant) as VariantId,
      productId: line.productId as ProductId,
      shopId: line.shopId as ShopId,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: inCurrency(line.unitPrice),
      total: inCurrency(line.total),
      tax: inCurrency(line.taxTotal),
      isPurchasable: line.isPurchasable,
      quantityAvailable: line.variant?.availability?.quantityAvailable ?? 0,
    })),
    shops: quote.deliveries.map(({ shop, chosen }) => ({
      shopId: idOf(shop) as ShopId,
      name: shop?.name ?? '',
      isOpen: shop?.isOpen ?? false,
      commissionRate: shop?.commissionBasisPoints ?? 0,
      delivery: chosen
        ? { code: chosen.code, name: chosen.name, price: inCurrency(chosen.price), tax: inCurrency(chosen.taxTotal) }
        : null,
    })),
  };
}

// Both are nullable in the graph, so that a page can do without them; an order cannot.
function idOf(thing: { readonly id: string } | null): string {
  if (!thing) throw new TransientError('A domain that the order needs does not answer');
  return thing.id;
}
