import { expect, test } from '@jest/globals';
import { money } from '@stoa/kernel';
import { aProduct, aVariant } from '../../test/a-product.ts';
import { listingTitle, optionsOf, priceRangeOf, variantTitle } from './product.ts';
import { handleOf, readTexts } from './texts.ts';
import { update } from './update.ts';

const options = (color: string, size: string) => [
  { name: 'Color', value: color },
  { name: 'Size', value: size },
];
const product = aProduct({
  variants: [
    aVariant({ options: options('Red', 'L'), price: money(2_000, 'EUR') }),
    aVariant({ options: options('Blue', 'L'), price: money(900, 'EUR') }),
    aVariant({ options: options('Blue', 'M'), price: money(10_000, 'EUR') }),
  ],
});

test('a variant is titled by its choice, in a listing after its product', () => {
  expect(product.variants.map((variant) => variantTitle(product, variant))).toEqual([
    'Red / L',
    'Blue / L',
    'Blue / M',
  ]);
  expect(listingTitle(product, product.variants[0] ?? aVariant())).toBe('Shirt – Red / L');
  expect(variantTitle(product, { options: [] })).toBe('Shirt');
  expect(listingTitle(product, { options: [] })).toBe('Shirt');
});

test('options and their values come in the order they are first met', () => {
  expect(optionsOf(product)).toEqual([
    { name: 'Color', values: ['Red', 'Blue'] },
    { name: 'Size', values: ['L', 'M'] },
  ]);
});

test('the price range is by amount, not by text', () => {
  expect(priceRangeOf(product)).toEqual({ min: money(900, 'EUR'), max: money(10_000, 'EUR') });
});

test.each([
  ['Grüne Tasse', 'grune-tasse-9abcde'],
  ['茶', '9abcde'],
])('%s has the handle %s', (title, handle) => {
  expect(handleOf(title, 'prod_0123456789ABCDE')).toBe(handle);
});

test.each([
  [{ title: ' ' }, ['title']],
  [{ handle: 'Not This' }, ['handle']],
  [{ description: 'x'.repeat(20_001) }, ['description']],
  [{ brand: 'x'.repeat(81) }, ['brand']],
  [{ tags: ['ok', ''] }, ['tags', '1']],
  [{ tags: Array.from({ length: 21 }, (_, index) => String(index)) }, ['tags']],
])('texts are refused: %#', (written, path) => {
  expect(readTexts(written)).toMatchObject({ kind: 'INVALID_INPUT', path });
});

test('what is absent stays, an empty brand goes, and no change announces nothing', () => {
  const branded = aProduct({ brand: 'Lux', tags: ['soft'] });
  expect(update({ title: 'Blouse' })(branded)).toMatchObject({
    state: { title: 'Blouse', brand: 'Lux', tags: ['soft'] },
  });
  expect(update({ brand: null })(branded)).toMatchObject({ state: { brand: null } });
  expect(update({ title: branded.title, tags: ['soft'] })(branded).kind).toBe('unchanged');
});
