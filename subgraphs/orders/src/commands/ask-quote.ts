import type { CartId, ProductId, ShopId, VariantId } from '@stoa/contracts';
import type { Money } from '@stoa/kernel';
import { TransientError, type Door } from '@stoa/messaging';
import type { Graph } from '@stoa/subgraph-kit';
import type { AddressWish } from '../domain/postal-address.ts';
import type { PlacementFacts, QuotedLine, QuotedShop } from '../domain/placement.ts';
import { orderFacts, type OrderFactsQuery } from '../generated/operations.ts';
import type { PlacementWish, What } from './placement-wish.ts';

/**
 * What a purchase to this address would cost, what is in stock and which shops are open, in one question across the graph as
 * the viewer; undefined when the cart or the variant is not theirs to know.
 */
export const askQuote = async (
  graph: Graph,
  door: Door,
  { what, delivery, address }: { what: What; delivery: PlacementWish['delivery']; address: AddressWish },
): Promise<PlacementFacts | undefined> => {
  const isFromCart = 'cartId' in what;
  const { cart, quote } = await graph.ask(
    orderFacts,
    {
      fromCart: isFromCart,
      cartId: isFromCart ? what.cartId : '',
      lines: isFromCart ? [] : [what],
      address: { countryCode: address.countryCode, postalCode: address.postalCode, region: address.region ?? null },
      delivery: (delivery ?? []).map(({ shopId, code }) => ({ shopId, code })),
    },
    { door, as: 'viewer' },
  );
  const told = cart?.quote ?? quote;
  if (!told) return undefined;
  const inCurrency = currencyOf(told);
  return {
    cart: cart ? { cartId: cart.id as CartId, version: cart.version, isOpen: cart.isOpen } : null,
    total: inCurrency(told.total),
    lines: told.lines.map((line) => quotedLine(line, inCurrency)),
    shops: told.deliveries.map((one) => quotedShop(one, inCurrency)),
  };
};

type Quote = NonNullable<OrderFactsQuery['quote']>;
type InCurrency = (amount: { readonly amountMinor: string | number }) => Money;

const currencyOf =
  ({ total: { currencyCode } }: Quote): InCurrency =>
  ({ amountMinor }) => ({ amountMinor: Number(amountMinor), currencyCode });

const quotedLine = (line: Quote['lines'][number], inCurrency: InCurrency): QuotedLine => ({
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
});

const quotedShop = ({ shop, chosen }: Quote['deliveries'][number], inCurrency: InCurrency): QuotedShop => ({
  shopId: idOf(shop) as ShopId,
  name: shop?.name ?? '',
  isOpen: shop?.isOpen ?? false,
  commissionRate: shop?.commissionBasisPoints ?? 0,
  delivery: chosen && {
    code: chosen.code,
    name: chosen.name,
    price: inCurrency(chosen.price),
    tax: inCurrency(chosen.taxTotal),
  },
});

// Both are nullable in the graph, so that a page can do without them; an order cannot.
function idOf(thing: { readonly id: string } | null): string {
  if (!thing) throw new TransientError('A domain that the order needs does not answer');
  return thing.id;
}
