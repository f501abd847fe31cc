import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addMoney, formatDecimal, parseDecimal, type Money } from '@stoa/kernel';
import type { Picture } from '../pictures/draw-picture.ts';

/** One product as `demo-catalogue/` writes it. */
export interface DemoProduct {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  /** Slug of a category of the third level. */
  readonly category: string;
  readonly brand: string;
  readonly tags: readonly string[];
  /** What the SKUs of its variants begin with. */
  readonly sku: string;
  /** EUR in major units, before tax. */
  readonly price: string;
  readonly compareAtPrice?: string;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** EUR in major units on top of the price, by option value. */
  readonly surcharges?: Readonly<Record<string, string>>;
  readonly picture: Picture;
}

export interface DemoVariant {
  readonly sku: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly price: string;
  readonly compareAtPrice?: string;
}

export interface DemoCategory {
  readonly name: string;
  readonly children?: readonly DemoCategory[];
}

const DIRECTORY = path.join(import.meta.dirname, '../../../demo-catalogue');

/** The products of one shop. `slug` is the shop's and the file's name. */
export const productsOf = (slug: string): readonly DemoProduct[] => read<DemoProduct[]>(slug);

/** The trees of categories, three levels deep. */
export const demoCategories = (): readonly DemoCategory[] => read<DemoCategory[]>('categories');

/** The name of a category in web addresses. */
export const categorySlug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Every combination of a product's options, the last option changing fastest. SKUs end with a code of the options. */
export const variantsOf = (product: DemoProduct): readonly DemoVariant[] =>
  product.options
    .reduce<DemoVariant['options'][]>(
      (chosen, { name, values }) => chosen.flatMap((some) => values.map((value) => [...some, { name, value }])),
      [[]],
    )
    .map((options) => ({
      sku: [product.sku, ...options.map(({ value }) => codeOf(value))].join('-'),
      options,
      price: surcharged(product, product.price, options),
      ...(product.compareAtPrice !== undefined && {
        compareAtPrice: surcharged(product, product.compareAtPrice, options),
      }),
    }));

const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(path.join(DIRECTORY, `${name}.json`), 'utf8')) as Content;

const surcharged = ({ surcharges = {} }: DemoProduct, price: string, options: DemoVariant['options']): string =>
  formatDecimal(options.reduce((sum, { value }) => addMoney(sum, euros(surcharges[value] ?? '0')), euros(price)));

function euros(text: string): Money {
  const amount = parseDecimal(text, 'EUR');
  if (!amount) throw new RangeError(`Not a price in EUR: ${text}`);
  return amount;
}

// "155 × 220 cm" becomes 155X220CM, "Rose gold" ROSEGOLD.
const codeOf = (value: string) =>
  value
    .toUpperCase()
    .replaceAll('×', 'X')
    .replaceAll(/[^A-Z0-9]+/g, '')
    .slice(0, 10);
