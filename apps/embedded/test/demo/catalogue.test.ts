import { describe, expect, test } from '@jest/globals';
import { parseDecimal } from '@stoa/kernel';
import {
  categorySlug,
  demoCategories,
  productsOf,
  variantsOf,
  type DemoCategory,
} from '../../src/demo/catalogue/catalogue.ts';
import { SHOP_PLANS } from '../../src/demo/market/demo-shops.ts';
import { LAST_ONE } from '../../src/demo/market/stock-plan.ts';
import { ORDERED_SKUS } from '../../src/demo/orders/order-plan.ts';
import { drawPicture } from '../../src/demo/pictures/draw-picture.ts';

const products = SHOP_PLANS.flatMap(({ slug }) => productsOf(slug));
const variants = products.flatMap(variantsOf);
const cents = (price: string) => parseDecimal(price, 'EUR')?.amountMinor ?? Number.NaN;

describe('the demo catalogue', () => {
  test('has at least sixty products and 180 variants in three shops', () => {
    expect(SHOP_PLANS.length).toBeGreaterThanOrEqual(3);
    expect(products.length).toBeGreaterThanOrEqual(60);
    expect(variants.length).toBeGreaterThanOrEqual(180);
  });

  test('gives every handle and every SKU once', () => {
    expect(repeated(products.map(({ handle }) => handle))).toEqual([]);
    expect(repeated(variants.map(({ sku }) => sku))).toEqual([]);
  });

  test('stays within what the graph takes', () => {
    for (const { handle, title, tags, options } of products) {
      expect(handle).toMatch(/^[a-z0-9-]{3,120}$/);
      expect(title.length).toBeLessThanOrEqual(200);
      expect(tags.length).toBeLessThanOrEqual(20);
      expect(options.length).toBeLessThanOrEqual(3);
    }
    for (const { sku } of variants) expect(sku).toMatch(/^[A-Z0-9-]{1,64}$/);
  });

  test('has a price for every variant, and a higher one before a reduction', () => {
    for (const { price, compareAtPrice } of variants) {
      expect(cents(price)).toBeGreaterThan(0);
      if (compareAtPrice !== undefined) expect(cents(compareAtPrice)).toBeGreaterThan(cents(price));
    }
  });

  test('names a surcharge only for a value that a product has', () => {
    for (const { handle, options, surcharges = {} } of products) {
      const values = options.flatMap((option) => option.values);
      expect({ handle, unknown: Object.keys(surcharges).filter((value) => !values.includes(value)) }).toEqual({
        handle,
        unknown: [],
      });
    }
  });

  test('puts every product on the third level of a tree of categories, and something into each of these', () => {
    const third = thirdLevel(demoCategories());
    expect([...new Set(products.map(({ category }) => category))].toSorted()).toEqual(third.toSorted());
  });

  test('draws a picture for every product, small and without scripts', () => {
    for (const { picture } of products) {
      const svg = drawPicture(picture);
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>$/s);
      expect(svg).not.toMatch(/undefined|NaN|<script|<title|\son\w+=/);
      expect(svg.length).toBeLessThan(65_536);
    }
  });

  test('has what is ordered from it', () => {
    const skus = new Set(variants.map(({ sku }) => sku));
    expect([LAST_ONE, ...ORDERED_SKUS].filter((sku) => !skus.has(sku))).toEqual([]);
    expect(ORDERED_SKUS.has(LAST_ONE)).toBe(false);
  });
});

const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

const thirdLevel = (tree: readonly DemoCategory[]): string[] =>
  tree
    .flatMap(({ children = [] }) => children)
    .flatMap(({ children = [] }) => children)
    .map(({ name }) => categorySlug(name));
