import { describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aProduct, aVariant, aWrittenVariant } from '../../test/a-product.ts';
import { addVariant, readVariants, updateVariant } from './variants.ts';

const large = aWrittenVariant({ sku: 'SHIRT-BLUE', options: [{ name: 'Color', value: 'Blue' }] });

describe('the variants of a product', () => {
  test('are read with their prices in the currency of the shop', () => {
    const read = readVariants([aWrittenVariant({ price: '1999', compareAtPrice: '2500' })], 'JPY', newId);
    expect(read).toMatchObject({
      ok: true,
      value: [{ price: { amountMinor: 1_999, currencyCode: 'JPY' }, compareAtPrice: { amountMinor: 2_500 } }],
    });
  });

  test.each([
    ['none', [], ['variants']],
    ['an empty unit', [aWrittenVariant({ sku: ' ' })], ['variants', '0', 'sku']],
    ['a unit twice', [aWrittenVariant(), { ...large, sku: 'SHIRT-RED' }], ['variants', '1', 'sku']],
    ['a choice twice', [aWrittenVariant(), aWrittenVariant({ sku: 'OTHER' })], ['variants', '1', 'options']],
    [
      'other options',
      [aWrittenVariant(), aWrittenVariant({ sku: 'OTHER', options: [] })],
      ['variants', '1', 'options'],
    ],
    ['a price below zero', [aWrittenVariant({ price: '-1.00' })], ['variants', '0', 'price']],
    ['too many decimals', [aWrittenVariant({ price: '1.999' })], ['variants', '0', 'price']],
    ['a reduction that is none', [aWrittenVariant({ compareAtPrice: '19.99' })], ['variants', '0', 'compareAtPrice']],
    ['a barcode of letters', [aWrittenVariant({ barcode: 'ABC' })], ['variants', '0', 'barcode']],
    [
      'an option whose name search cannot keep',
      [aWrittenVariant({ options: [{ name: 'a=b', value: 'c' }] })],
      ['variants', '0', 'options', '0', 'name'],
    ],
    [
      'an option twice',
      [
        aWrittenVariant({
          options: [
            { name: 'Color', value: 'Red' },
            { name: 'color', value: 'Blue' },
          ],
        }),
      ],
      ['variants', '0', 'options'],
    ],
  ])('are refused with %s', (_, written, path) => {
    expect(readVariants(written, 'EUR', newId)).toMatchObject({ ok: false, failure: { kind: 'INVALID_INPUT', path } });
  });

  test('grow by one of another choice, and the whole listing is announced', () => {
    const product = aProduct();
    expect(addVariant(large, newId)(product)).toMatchObject({
      kind: 'changed',
      state: { variants: [product.variants[0], { sku: 'SHIRT-BLUE' }] },
      events: [{ type: 'ProductChanged', payload: { isPublished: false, variants: [{}, { title: 'Shirt – Blue' }] } }],
    });
    expect(addVariant(aWrittenVariant({ sku: 'OTHER' }), newId)(product)).toMatchObject({
      kind: 'refused',
      failure: { path: ['variant', 'options'] },
    });
  });
});

describe('a variant', () => {
  const variant = aVariant();
  const product = aProduct({
    variants: [variant, aVariant({ sku: 'SHIRT-BLUE', options: [{ name: 'Color', value: 'Blue' }] })],
  });
  const updated = (changes: object) => updateVariant(variant.id, changes)(product);

  test('costs something else, and keeps what is not given', () => {
    expect(updated({ price: '17.00', compareAtPrice: '19.99' })).toMatchObject({
      state: {
        variants: [{ sku: 'SHIRT-RED', price: { amountMinor: 1_700 }, compareAtPrice: { amountMinor: 1_999 } }, {}],
      },
      events: [{ type: 'ProductChanged' }],
    });
  });

  test('that stays as it is announces nothing', () => {
    expect(updated({ price: '19.99' }).kind).toBe('unchanged');
  });

  test('loses its reduction only when that is said', () => {
    const reduced = aProduct({
      variants: [aVariant({ id: variant.id, compareAtPrice: { amountMinor: 2_500, currencyCode: 'EUR' } })],
    });
    expect(updateVariant(variant.id, { price: '18.00' })(reduced)).toMatchObject({
      state: { variants: [{ compareAtPrice: { amountMinor: 2_500 } }] },
    });
    expect(updateVariant(variant.id, { compareAtPrice: null })(reduced)).toMatchObject({
      state: { variants: [{ compareAtPrice: null }] },
    });
  });

  test.each([
    [{ sku: 'SHIRT-BLUE' }, ['sku']],
    [{ price: 'x' }, ['price']],
    [{ price: '30.00', compareAtPrice: '20.00' }, ['compareAtPrice']],
    [{ barcode: '1' }, ['barcode']],
  ])('is refused %j', (changes, path) => {
    expect(updated(changes)).toMatchObject({ kind: 'refused', failure: { path } });
  });
});
