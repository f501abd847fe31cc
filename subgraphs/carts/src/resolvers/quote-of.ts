import type { Context } from '../context.ts';
import { quote, type PricedLine, type Quote } from '../domain/quote.ts';
import type { DeliveryChoiceInput, QuoteAddressInput } from '../generated/resolvers-types.ts';

/** A quote from what is priced already: it only lacks what shops ask for delivery and what tax is due. */
export const quoteOf = async (
  { rooms, loaders }: Pick<Context, 'rooms' | 'loaders'>,
  { lines, currencyCode }: { readonly lines: readonly PricedLine[]; readonly currencyCode: string },
  address: QuoteAddressInput,
  delivery: readonly DeliveryChoiceInput[],
): Promise<Quote> => {
  const shopIds = [...new Set(lines.map(({ shopId }) => shopId))];
  const [taxRate, rates] = await Promise.all([
    rooms.taxRates.rateFor(address),
    Promise.all(shopIds.map(async (shopId) => [shopId, await loaders.rates.load(shopId)] as const)),
  ]);
  return quote(lines, {
    currencyCode,
    countryCode: address.countryCode,
    taxRate,
    ratesOf: new Map(rates),
    choiceOf: new Map(delivery.map(({ shopId, code }) => [shopId, code])),
  });
};
