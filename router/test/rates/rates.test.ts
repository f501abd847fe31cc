import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { DEFAULT_RATES, PRODUCTION_RATES } from '../../src/rates/default-rates.ts';
import { ratesSchema } from '../../src/rates/rates.ts';

test('the default rates are valid', () => {
  for (const rates of [DEFAULT_RATES, PRODUCTION_RATES]) expect(ratesSchema.parse(rates)).toEqual(rates);
});

test('no rates at all is a configuration', () => {
  expect(ratesSchema.parse({})).toEqual({ rootFields: [], operations: [] });
});

const window = { points: 1, windowSeconds: 1 };
test.each([
  [{ client: { points: 0, windowSeconds: 1 } }, 'points are above zero'],
  [{ client: { points: 1.5, windowSeconds: 1 } }, 'points are whole'],
  [{ client: { points: '1', windowSeconds: 1 } }, 'points are a number'],
  [{ client: { points: 1, windowSeconds: 0 } }, 'a window is one second at least'],
  [{ client: { points: 1, windowSeconds: 86_401 } }, 'a window is one day at most'],
  [{ client: { points: 1 } }, 'a window is a number of seconds'],
  [{ rootFields: [{ ...window, fields: [], per: 'address' }] }, 'names at least one root field'],
  [{ rootFields: [{ ...window, fields: ['a b'], per: 'address' }] }, 'a GraphQL name'],
  [{ rootFields: [{ ...window, fields: ['a'], per: 'planet' }] }, 'address, client, or { argument: a path of names }'],
  [{ rootFields: [{ ...window, fields: ['a'], per: { argument: 'a..b' } }] }, 'a path of names, as input.email'],
  [{ operations: [{ ...window, names: [] }] }, 'names at least one operation'],
  [{ clients: window }, 'Unrecognized key: "clients"'],
])('%j is refused: %s', (rates, message) => {
  const { error } = ratesSchema.safeParse(rates);
  expect(error && z.prettifyError(error)).toContain(message);
});
