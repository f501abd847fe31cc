import { describe, expect, test } from '@jest/globals';
import {
  addMoney,
  allocate,
  basisPointsOf,
  currencyExponent,
  formatDecimal,
  money,
  parseDecimal,
  subtractMoney,
  sumMoney,
  timesQuantity,
  zeroMoney,
} from '../src/money.ts';
import { randomFrom } from './random-from.ts';

const amounts = (parts: readonly { amountMinor: number }[]) => parts.map((part) => part.amountMinor);

describe('an amount', () => {
  test.each([0.5, Number.NaN, Infinity, 2 ** 53])('of %p minor units does not exist', (amountMinor) => {
    expect(() => money(amountMinor, 'EUR')).toThrow(RangeError);
  });

  test.each(['EURO', 'eur', '', 'XYZ'])('in %p does not exist', (code) => {
    expect(() => money(1, code)).toThrow(RangeError);
  });

  test('is added to and taken from amounts of its own currency only', () => {
    expect(addMoney(money(150, 'EUR'), money(50, 'EUR'))).toEqual(money(200, 'EUR'));
    expect(subtractMoney(money(150, 'EUR'), money(200, 'EUR'))).toEqual(money(-50, 'EUR'));
    expect(() => addMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
    expect(() => subtractMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
  });

  test('that nothing is taken from stays a plain zero', () => {
    expect(Object.is(subtractMoney(zeroMoney('EUR'), zeroMoney('EUR')).amountMinor, 0)).toBe(true);
  });

  test('never grows beyond what a number can count', () => {
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'EUR'), money(1, 'EUR'))).toThrow(RangeError);
    expect(() => timesQuantity(money(Number.MAX_SAFE_INTEGER, 'EUR'), 2)).toThrow(RangeError);
  });

  test('of nothing sums up to zero of the currency asked for', () => {
    expect(sumMoney('JPY', [])).toEqual(money(0, 'JPY'));
    expect(sumMoney('JPY', [money(3, 'JPY'), money(4, 'JPY')])).toEqual(money(7, 'JPY'));
  });
});

describe('a rate', () => {
  test.each([
    { of: 50, rate: 100, is: 1 },
    { of: 49, rate: 100, is: 0 },
    { of: -50, rate: 100, is: -1 },
    { of: -49, rate: 100, is: 0 },
    { of: 150, rate: 100, is: 2 },
    { of: 250, rate: 100, is: 3 },
    { of: -250, rate: 100, is: -3 },
    { of: 1_999, rate: 1_000, is: 200 },
    { of: 12_345, rate: 0, is: 0 },
    { of: 12_345, rate: 10_000, is: 12_345 },
    { of: Number.MAX_SAFE_INTEGER, rate: 10_000, is: Number.MAX_SAFE_INTEGER },
  ])('of $rate basis points takes $is of $of, half away from zero', ({ of, rate, is }) => {
    const share = basisPointsOf(money(of, 'EUR'), rate).amountMinor;
    expect(share).toBe(is);
    expect(Object.is(share, -0)).toBe(false);
  });
});

describe('an allocation', () => {
  test('always adds up to the whole, and no part is a unit away from its exact share', () => {
    const random = randomFrom(20_260_115);
    for (let round = 0; round < 3_000; round += 1) {
      const weights = Array.from({ length: random.integer(1, 12) }, () =>
        random.oneOf([0, random.integer(0, 3), random.integer(0, 1_000_000_000)]),
      );
      const whole = money(
        random.oneOf([-1, 1]) * random.oneOf([0, random.integer(0, 9), random.integer(0, 1e12)]) + 0,
        'EUR',
      );
      const parts = amounts(allocate(whole, weights));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole.amountMinor);
      const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
      weights.forEach((weight, index) => {
        const [share, over] = total === 0n ? [1n, BigInt(weights.length)] : [BigInt(weight), total];
        const distance = BigInt(parts[index]!) * over - BigInt(whole.amountMinor) * share;
        expect(distance < over && distance > -over).toBe(true);
      });
    }
  });

  test('gives nothing to a weight of zero unless all are', () => {
    expect(amounts(allocate(money(100, 'EUR'), [0, 3, 0, 1]))).toEqual([0, 75, 0, 25]);
    expect(amounts(allocate(money(100, 'EUR'), [0, 0, 0]))).toEqual([34, 33, 33]);
  });

  test('gives what is left to the largest remainders, to the earlier of two that are equal', () => {
    expect(amounts(allocate(money(10, 'EUR'), [1, 1, 1]))).toEqual([4, 3, 3]);
    expect(amounts(allocate(money(-10, 'EUR'), [1, 1, 1]))).toEqual([-4, -3, -3]);
    expect(amounts(allocate(money(5, 'EUR'), [1, 2, 1]))).toEqual([1, 3, 1]);
    expect(amounts(allocate(money(1, 'EUR'), [1, 3, 2]))).toEqual([0, 1, 0]);
  });

  test('never has a negative zero for a part of something given back', () => {
    expect(allocate(money(-1, 'EUR'), [0, 1]).some((part) => Object.is(part.amountMinor, -0))).toBe(false);
  });

  test.each([{ weights: [] }, { weights: [1, -1] }, { weights: [0.5] }, { weights: [Number.NaN] }])(
    'over $weights is refused',
    ({ weights }) => {
      expect(() => allocate(money(100, 'EUR'), weights)).toThrow(RangeError);
    },
  );
});

describe('a decimal text', () => {
  test.each([
    { currency: 'EUR', exponent: 2, minor: 1_234, text: '12.34' },
    { currency: 'EUR', exponent: 2, minor: -5, text: '-0.05' },
    { currency: 'JPY', exponent: 0, minor: 1_200, text: '1200' },
    { currency: 'KRW', exponent: 0, minor: -7, text: '-7' },
    { currency: 'KWD', exponent: 3, minor: 1_250, text: '1.250' },
    { currency: 'BHD', exponent: 3, minor: 1, text: '0.001' },
  ])('of $currency has $exponent decimals: $text', ({ currency, exponent, minor, text }) => {
    expect(currencyExponent(currency)).toBe(exponent);
    expect(formatDecimal(money(minor, currency))).toBe(text);
    expect(parseDecimal(text, currency)).toEqual(money(minor, currency));
  });

  test('reads back as the amount that wrote it, whatever the amount', () => {
    const random = randomFrom(7);
    for (let round = 0; round < 2_000; round += 1) {
      const amount = money(random.integer(-1e12, 1e12), random.oneOf(['EUR', 'JPY', 'KWD', 'USD']));
      expect(parseDecimal(formatDecimal(amount), amount.currencyCode)).toEqual(amount);
    }
  });

  test('may leave decimals out', () => {
    expect(parseDecimal('12', 'EUR')).toEqual(money(1_200, 'EUR'));
    expect(parseDecimal('12.5', 'EUR')).toEqual(money(1_250, 'EUR'));
  });

  test('of nothing owed reads as a plain zero, also with a sign', () => {
    expect(Object.is(parseDecimal('-0', 'EUR')?.amountMinor, 0)).toBe(true);
  });

  test.each([
    '12.345',
    '1e3',
    '',
    '.5',
    '5.',
    '1,5',
    ' 1',
    '+1',
    '--1',
    '9999999999999999',
    '0x10',
    '99999999999999.99',
  ])('that is no amount of euros is not read: %p', (text) => {
    expect(parseDecimal(text, 'EUR')).toBeUndefined();
  });

  test('of a currency that does not exist is not read', () => {
    expect(parseDecimal('1', 'XYZ')).toBeUndefined();
    expect(parseDecimal('1.5', 'JPY')).toBeUndefined();
  });
});
