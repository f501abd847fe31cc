import { describe, expect, test } from '@jest/globals';
import { codes, openShelf } from './shelf/shelf.ts';

const { ask } = openShelf();

const SCALARS = {
  DateTime: {
    field: 'moment',
    argument: 'at',
    good: [
      ['2026-01-15T10:00:00Z', '2026-01-15T10:00:00.000Z'],
      ['2026-01-15T10:00:00.123+02:00', '2026-01-15T08:00:00.123Z'],
      ['2026-01-15T10:00:00.123456789Z', '2026-01-15T10:00:00.123Z'],
    ],
    bad: [
      '2026-01-15',
      '2026-01-15T10:00:00',
      'now',
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '',
      0,
      1_768_471_200,
      true,
      null,
      {},
      [],
    ],
  },
  Decimal: {
    field: 'decimal',
    argument: 'of',
    good: [
      ['12.34', '12.34'],
      ['-0.0001', '-0.0001'],
      ['0', '0'],
    ],
    bad: ['12,34', '1e3', '.5', '5.', '1.23456', '', ' 1', 1.5, 1, true, null, 'NaN', '1234567890123456'],
  },
  Int64: {
    field: 'whole',
    argument: 'of',
    good: [
      ['9223372036854775807', '9223372036854775807'],
      ['-9223372036854775808', '-9223372036854775808'],
      [7, '7'],
      ['-007', '-7'],
      ['0', '0'],
    ],
    bad: ['9223372036854775808', '-9223372036854775809', '1.5', 1.5, '', '1e3', true, null, {}, 2 ** 53],
  },
  CurrencyCode: {
    field: 'currency',
    argument: 'of',
    good: [
      ['EUR', 'EUR'],
      ['KWD', 'KWD'],
    ],
    bad: ['eur', 'EURO', 'XYZ', '', 978, true, null],
  },
  CountryCode: {
    field: 'country',
    argument: 'of',
    good: [
      ['DE', 'DE'],
      ['GB', 'GB'],
    ],
    bad: ['de', 'DEU', 'XX', 'ZZ', 'UK', 'EU', 'YU', '', 276, true, null],
  },
} satisfies Record<string, { field: string; argument: string; good: [unknown, string][]; bad: unknown[] }>;

describe.each(Object.entries(SCALARS))('%s', (scalar, { field, argument, good, bad }) => {
  const asVariable = (value: unknown) =>
    ask(`query ($value: ${scalar}!) { ${field}(${argument}: $value) }`, { variables: { value } });
  const asLiteral = (value: unknown) => ask(`{ ${field}(${argument}: ${JSON.stringify(value)}) }`);

  test.each(good)('reads %p and writes %p', async (value, written) => {
    expect(await asVariable(value)).toEqual({ data: { [field]: written } });
    expect(await asLiteral(value)).toEqual({ data: { [field]: written } });
  });

  test.each(bad.map((value) => [value]))('refuses %p', async (value) => {
    expect(codes(await asVariable(value))).toEqual(['BAD_USER_INPUT']);
    if (typeof value === 'string') expect(codes(await asLiteral(value))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

test('money is shown in major and in minor units, as text', async () => {
  expect(await ask('{ price { amount amountMinor currencyCode } }')).toEqual({
    data: { price: { amount: '1.250', amountMinor: '1250', currencyCode: 'KWD' } },
  });
});
