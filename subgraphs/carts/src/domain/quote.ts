import type { DeliveryRate } from '@stoa/contracts';
import { basisPointsOf, money, sumMoney, timesQuantity, zeroMoney, type BasisPoints, type Money } from '@stoa/kernel';

/** What is asked about. */
export interface PricedLine {
  readonly variantId: string;
  readonly productId: string;
  readonly shopId: string;
  readonly title: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly isPurchasable: boolean;
}

export interface QuoteTerms {
  readonly currencyCode: string;
  readonly countryCode: string;
  readonly taxRate: BasisPoints;
  /** What each shop asks for delivery. */
  readonly ratesOf: ReadonlyMap<string, readonly DeliveryRate[]>;
  /** The code of the way of delivery that was chosen for a shop. */
  readonly choiceOf: ReadonlyMap<string, string>;
}

export interface Quote {
  readonly lines: readonly (PricedLine & { readonly total: Money; readonly taxTotal: Money })[];
  readonly deliveries: readonly Delivery[];
  readonly itemsTotal: Money;
  readonly deliveryTotal: Money;
  readonly taxTotal: Money;
  readonly total: Money;
  readonly currencyCode: string;
}
export interface Delivery {
  readonly shopId: string;
  /** Cheapest first. */
  readonly options: readonly DeliveryOption[];
  readonly chosen: DeliveryOption | null;
}
export interface DeliveryOption {
  readonly code: string;
  readonly name: string;
  readonly price: Money;
  readonly taxTotal: Money;
  readonly minDays: number;
  readonly maxDays: number;
}

/** What goods cost with delivery and tax. Prices are net; tax is rounded once per line and once per delivery, so that parts add up. */
export const quote = (priced: readonly PricedLine[], terms: QuoteTerms): Quote => {
  const { currencyCode, taxRate } = terms;
  const lines = priced.map((line) => {
    const total = timesQuantity(line.unitPrice, line.quantity);
    return { ...line, total, taxTotal: basisPointsOf(total, taxRate) };
  });
  const byShop = Map.groupBy(lines, ({ shopId }) => shopId);
  const deliveries = byShop
    .entries()
    .map(([shopId, own]) =>
      delivery(
        shopId,
        sumMoney(
          currencyCode,
          own.map(({ total }) => total),
        ),
        terms,
      ),
    )
    .toArray();
  const chosen = deliveries.flatMap((one) => (one.chosen ? [one.chosen] : []));
  const sum = (amounts: readonly Money[]) => sumMoney(currencyCode, amounts);
  const itemsTotal = sum(lines.map(({ total }) => total));
  const deliveryTotal = sum(chosen.map(({ price }) => price));
  const taxTotal = sum([...lines, ...chosen].map((part) => part.taxTotal));
  return {
    lines,
    deliveries,
    itemsTotal,
    deliveryTotal,
    taxTotal,
    total: sum([itemsTotal, deliveryTotal, taxTotal]),
    currencyCode,
  };
};

function delivery(shopId: string, items: Money, terms: QuoteTerms): Delivery {
  const options = optionsFor(terms.ratesOf.get(shopId) ?? [], items, terms);
  const choice = terms.choiceOf.get(shopId);
  const chosen = choice === undefined ? options[0] : options.find(({ code }) => code === choice);
  return { shopId, options, chosen: chosen ?? null };
}

function optionsFor(
  rates: readonly DeliveryRate[],
  items: Money,
  { countryCode, taxRate, currencyCode }: QuoteTerms,
): DeliveryOption[] {
  const reaching = rates
    .filter((rate) => rate.price.currencyCode === currencyCode)
    .filter(({ countries }) => countries.length === 0 || countries.includes(countryCode))
    // A rate for this country goes before one of the same name for everywhere.
    .toSorted((a, b) => Number(a.countries.length === 0) - Number(b.countries.length === 0));
  const byCode = new Map(reaching.toReversed().map((rate) => [rate.code, rate]));
  return [...byCode.values()]
    .map((rate) => {
      const isFree = rate.freeFromMinor !== null && items.amountMinor >= rate.freeFromMinor;
      const price = isFree ? zeroMoney(currencyCode) : money(rate.price.amountMinor, currencyCode);
      const { code, name, minDays, maxDays } = rate;
      return { code, name, price, taxTotal: basisPointsOf(price, taxRate), minDays, maxDays };
    })
    .toSorted(
      (a, b) => a.price.amountMinor - b.price.amountMinor || a.maxDays - b.maxDays || (a.code < b.code ? -1 : 1),
    );
}
