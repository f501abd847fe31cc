import { describe, expect, test } from '@jest/globals';
import type { DeliveryRate } from '@stoa/contracts';
import { addMoney, money, newId, sumMoney, zeroMoney } from '@stoa/kernel';
import { aListing } from '../../test/a-cart.ts';
import { pricedVariants, quoteFault } from './priced-lines.ts';
import { quote, type PricedLine } from './quote.ts';

const [shopA, shopB] = [newId('shop'), newId('shop')];
const aRate = (given: Partial<DeliveryRate> = {}): DeliveryRate => ({
  code: 'STANDARD',
  name: 'Standard',
  price: money(490, 'EUR'),
  freeFromMinor: 5_000,
  countries: [],
  minDays: 2,
  maxDays: 4,
  ...given,
});
const express = aRate({
  code: 'EXPRESS',
  name: 'Express',
  price: money(990, 'EUR'),
  freeFromMinor: null,
  minDays: 1,
  maxDays: 2,
});
const aPricedLine = (given: Partial<PricedLine> = {}): PricedLine => ({
  variantId: newId('var'),
  productId: newId('prod'),
  shopId: shopA,
  title: 'Shirt',
  sku: 'S',
  quantity: 1,
  unitPrice: money(1_000, 'EUR'),
  isPurchasable: true,
  ...given,
});
const quoteFor = (
  lines: PricedLine[],
  {
    rates = [aRate(), express],
    choice,
    countryCode = 'DE',
    taxRate = 1_900,
  }: { rates?: DeliveryRate[]; choice?: string; countryCode?: string; taxRate?: number } = {},
) =>
  quote(lines, {
    currencyCode: 'EUR',
    countryCode,
    taxRate,
    ratesOf: new Map([
      [shopA, rates],
      [shopB, rates],
    ]),
    choiceOf: new Map(choice === undefined ? [] : [[shopA, choice]]),
  });

describe('a quote', () => {
  test('adds up: items, the chosen deliveries and tax rounded once per part', () => {
    const answer = quoteFor([
      aPricedLine({ quantity: 3, unitPrice: money(333, 'EUR') }),
      aPricedLine({ shopId: shopB, unitPrice: money(1_999, 'EUR') }),
    ]);
    expect(answer).toMatchObject({
      itemsTotal: money(2_998, 'EUR'),
      deliveryTotal: money(980, 'EUR'),
      // 999 → 189.81, 1,999 → 379.81, 490 → 93.1 twice.
      taxTotal: money(190 + 380 + 93 + 93, 'EUR'),
      total: money(2_998 + 980 + 756, 'EUR'),
    });
    expect(answer.deliveries.map(({ shopId, chosen }) => [shopId, chosen?.code])).toEqual([
      [shopA, 'STANDARD'],
      [shopB, 'STANDARD'],
    ]);
  });

  test.each([1, 3, 7, 99])('of %i odd prices is the sum of its parts', (count) => {
    const lines = Array.from({ length: count }, (_, index) =>
      aPricedLine({
        shopId: index % 2 ? shopA : shopB,
        unitPrice: money(33 + index * 17, 'EUR'),
        quantity: 1 + (index % 5),
      }),
    );
    const answer = quoteFor(lines, { taxRate: 1_777 });
    const chosen = answer.deliveries.map(
      (one) => one.chosen ?? { price: zeroMoney('EUR'), taxTotal: zeroMoney('EUR') },
    );
    const ofShop = answer.deliveries.map(({ shopId }, index) => {
      const own = answer.lines.filter((line) => line.shopId === shopId);
      return sumMoney('EUR', [
        ...own.flatMap(({ total, taxTotal }) => [total, taxTotal]),
        chosen[index]?.price ?? zeroMoney('EUR'),
        chosen[index]?.taxTotal ?? zeroMoney('EUR'),
      ]);
    });
    expect(sumMoney('EUR', ofShop)).toEqual(answer.total);
    expect(answer.total).toEqual(addMoney(addMoney(answer.itemsTotal, answer.deliveryTotal), answer.taxTotal));
  });

  const table: [string, Parameters<typeof quoteFor>[1], string | undefined, string[]][] = [
    ['nothing was chosen: the cheapest', {}, 'STANDARD', ['STANDARD', 'EXPRESS']],
    ['one was chosen', { choice: 'EXPRESS' }, 'EXPRESS', ['STANDARD', 'EXPRESS']],
    ['one was chosen that does not exist: none', { choice: 'DRONE' }, undefined, ['STANDARD', 'EXPRESS']],
    ['only some countries are reached', { rates: [aRate({ countries: ['AT'] }), express] }, 'EXPRESS', ['EXPRESS']],
    ['no country is reached', { rates: [aRate({ countries: ['AT'] })] }, undefined, []],
    [
      'a rate is in another currency',
      { rates: [aRate({ price: money(100, 'USD') }), express] },
      'EXPRESS',
      ['EXPRESS'],
    ],
    ['the shop has no rates', { rates: [] }, undefined, []],
    [
      'two cost the same: the faster',
      { rates: [aRate({ code: 'SLOW', maxDays: 9 }), aRate({ code: 'FAST', maxDays: 3 })] },
      'FAST',
      ['FAST', 'SLOW'],
    ],
  ];
  test.each(table)('when %s', (_when, options, chosen, codes) => {
    const [delivery] = quoteFor([aPricedLine()], options).deliveries;
    expect(delivery?.chosen?.code).toBe(chosen);
    expect(delivery?.options.map(({ code }) => code)).toEqual(codes);
  });

  test('takes the rate for the country before the one of the same name for everywhere', () => {
    const rates = [aRate(), aRate({ countries: ['CH'], price: money(1_490, 'EUR') })];
    const [delivery] = quoteFor([aPricedLine()], { rates, countryCode: 'CH' }).deliveries;
    expect(delivery?.options).toMatchObject([{ price: money(1_490, 'EUR') }]);
  });

  test("is free of delivery from the shop's own items on, not from other shops' items", () => {
    const own = quoteFor([
      aPricedLine({ unitPrice: money(5_000, 'EUR') }),
      aPricedLine({ shopId: shopB, unitPrice: money(4_999, 'EUR') }),
    ]);
    expect(own.deliveries.map(({ chosen }) => chosen?.price.amountMinor)).toEqual([0, 490]);
  });

  test('of nothing costs nothing', () => {
    expect(quoteFor([])).toMatchObject({ lines: [], deliveries: [], total: zeroMoney('EUR') });
  });
});

describe('a question for a quote', () => {
  test.each([
    ['one line', [{ quantity: 1 }], undefined],
    ['no lines', [], '`lines` has 1 to 100 lines.'],
    ['too many lines', Array.from({ length: 101 }, () => ({ quantity: 1 })), '`lines` has 1 to 100 lines.'],
    ['none of something', [{ quantity: 0 }], '`quantity` is from 1 to 999.'],
    ['too many of something', [{ quantity: 1_000 }], '`quantity` is from 1 to 999.'],
  ])('with %s', (_what, lines, fault) => {
    expect(quoteFault(lines)).toBe(fault);
  });

  test('is answered in the currency of the first; what is sold in another cannot be bought with it', () => {
    const [euros, dollars] = [aListing(), aListing({ price: money(5, 'USD') })];
    const listings = new Map([euros, dollars].map((one) => [one.variantId as string, one]));
    const wanted = [euros, dollars].map(({ variantId }) => ({ variantId, quantity: 1 }));
    expect(pricedVariants(wanted, listings)).toMatchObject({
      currencyCode: 'EUR',
      lines: [{ isPurchasable: true }, { isPurchasable: false, unitPrice: money(0, 'EUR') }],
    });
    expect(pricedVariants([...wanted, { variantId: 'var_none', quantity: 1 }], listings)).toBeUndefined();
  });
});
