import { describe, expect, test } from '@jest/globals';
import { aShop, aWrittenRate } from '../../test/a-shop.ts';
import { register } from './register.ts';
import { setCommission, setDeliveryRates } from './terms.ts';
import { newId } from '@stoa/kernel';

describe('delivery rates', () => {
  test('are read in the currency of the shop and announced whole', () => {
    const decision = setDeliveryRates([aWrittenRate({ price: '490', freeFrom: '5000' })])(
      aShop({ currencyCode: 'JPY' }),
    );
    expect(decision).toMatchObject({
      kind: 'changed',
      state: { deliveryRates: [{ price: { amountMinor: 490, currencyCode: 'JPY' }, freeFromMinor: 5000 }] },
      events: [{ type: 'ShopTermsChanged', payload: { deliveryRates: [{ code: 'STANDARD' }] } }],
    });
  });

  test.each([
    ['none', [], ['rates']],
    ['a code twice', [aWrittenRate(), aWrittenRate()], ['rates', '1', 'code']],
    ['a code in small letters', [aWrittenRate({ code: 'standard' })], ['rates', '0', 'code']],
    ['no name', [aWrittenRate({ name: ' ' })], ['rates', '0', 'name']],
    ['a price below zero', [aWrittenRate({ price: '-1.00' })], ['rates', '0', 'price']],
    ['more decimals than the currency has', [aWrittenRate({ price: '1.234' })], ['rates', '0', 'price']],
    ['a threshold that is no amount', [aWrittenRate({ freeFrom: '1.234' })], ['rates', '0', 'freeFrom']],
    ['days that run backwards', [aWrittenRate({ minDays: 3, maxDays: 2 })], ['rates', '0', 'maxDays']],
  ])('are refused with %s', (_, rates, path) => {
    expect(setDeliveryRates(rates)(aShop())).toMatchObject({
      kind: 'refused',
      failure: { kind: 'INVALID_INPUT', path },
    });
  });
});

describe('a commission', () => {
  test('that stays as it is announces nothing', () => {
    expect(setCommission(1_000)(aShop({ commissionRate: 1_000 })).kind).toBe('unchanged');
  });
  test.each([-1, 10_001])('of %d is refused', (rate) => {
    expect(setCommission(rate)(aShop())).toMatchObject({ failure: { kind: 'INVALID_INPUT' } });
  });
});

test.each([
  ['EUR', 490, 5_000],
  ['JPY', 5, 50],
  ['KWD', 4_900, 50_000],
])('a new shop in %s delivers for %d minor units, and free of charge from %d', (currencyCode, price, freeFrom) => {
  const { state } = register({
    id: newId('shop'),
    ownerId: newId('usr'),
    name: 'Tea',
    slug: 'tea',
    description: '',
    currencyCode,
    at: new Date('2026-01-01'),
  });
  expect(state.deliveryRates[0]).toMatchObject({
    code: 'STANDARD',
    price: { amountMinor: price },
    freeFromMinor: freeFrom,
  });
  expect(state.deliveryRates[1]).toMatchObject({ code: 'EXPRESS', freeFromMinor: null });
});
