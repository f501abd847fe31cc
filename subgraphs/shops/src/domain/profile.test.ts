import { describe, expect, test } from '@jest/globals';
import { aShop } from '../../test/a-shop.ts';
import { readProfile, slugOf, updateProfile } from './profile.ts';

describe('a name in web addresses', () => {
  test.each([
    ['Tea & Co.', 'tea-co'],
    ['Käse für Alle', 'kase-fur-alle'],
    ['  --Ω--  ', 'shop-56789abc'],
  ])('made of %j is %s', (name, slug) => {
    expect(slugOf(name, 'shop_0123456789ABC')).toBe(slug);
  });

  test.each(['ab', 'Tea', 'tea--co', '-tea', 'tea_co', 'a'.repeat(61)])('cannot be %j', (slug) => {
    expect(readProfile({ slug })).toMatchObject({ kind: 'INVALID_INPUT', path: ['slug'] });
  });
});

test('a profile that stays as it is announces nothing', () => {
  const shop = aShop();
  expect(updateProfile({ name: shop.name })(shop).kind).toBe('unchanged');
  expect(updateProfile({ name: 'Coffee' })(shop)).toMatchObject({
    state: { name: 'Coffee', slug: shop.slug },
    events: [{ type: 'ShopProfileChanged' }],
  });
});
