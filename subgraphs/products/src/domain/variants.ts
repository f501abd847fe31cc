import {
  changed,
  err,
  formatDecimal,
  invalidInput,
  ok,
  refused,
  unchanged,
  type Announcement,
  type Decide,
  type IdFactory,
  type InvalidInput,
  type Result,
} from '@stoa/kernel';
import { productChanged } from './product-events.ts';
import type { Product, Variant } from './product.ts';
import { readBarcode, readPrices, readSku, readVariant, type WrittenVariant } from './written-variant.ts';

const MOST_VARIANTS = 100;

/** Reads all variants of a new product, or says what is wrong with them. */
export const readVariants = (
  written: readonly WrittenVariant[],
  currencyCode: string,
  newId: IdFactory,
): Result<Variant[], InvalidInput> => {
  const variants: Variant[] = [];
  for (const [index, one] of written.entries()) {
    const at = ['variants', String(index)];
    const variant = readVariant(one, { currencyCode, newId, at });
    if (!variant.ok) return variant;
    const fault = misfit(variants, variant.value, at);
    if (fault) return err(fault);
    variants.push(variant.value);
  }
  return variants.length > 0 ? ok(variants) : err(invalidInput('variants', 'At least one.'));
};

/** Adds a variant with a choice of its own, at the end. */
export const addVariant =
  (written: WrittenVariant, newId: IdFactory): Decide<Product, Announcement, InvalidInput> =>
  (product) => {
    const variant = readVariant(written, { currencyCode: currencyOf(product), newId, at: ['variant'] });
    if (!variant.ok) return refused(variant.failure);
    const fault = misfit(product.variants, variant.value, ['variant']);
    if (fault) return refused(fault);
    const next: Product = { ...product, variants: [...product.variants, variant.value] };
    return changed(next, [productChanged(next)]);
  };

export interface VariantChanges {
  readonly sku?: string | null | undefined;
  readonly price?: string | null | undefined;
  /** Null takes it away, undefined leaves it. */
  readonly compareAtPrice?: string | null | undefined;
  readonly barcode?: string | null | undefined;
}

/** Changes what a variant costs and how it is told apart. */
export const updateVariant =
  (variantId: string, changes: VariantChanges): Decide<Product, Announcement, InvalidInput> =>
  (product) => {
    const variant = product.variants.find(({ id }) => id === variantId);
    if (!variant) throw new TypeError(`${product.id} has no ${variantId}`);
    const read = readChanges(variant, changes);
    if (!read.ok) return refused(read.failure);
    if (isSame(variant, read.value)) return unchanged(product);
    if (product.variants.some(({ id, sku }) => id !== variant.id && sku === read.value.sku))
      return refused(invalidInput('sku', 'Each variant has its own.'));
    const next: Product = {
      ...product,
      variants: product.variants.map((one) => (one === variant ? read.value : one)),
    };
    return changed(next, [productChanged(next)]);
  };

function readChanges(
  variant: Variant,
  { sku, price, compareAtPrice, barcode }: VariantChanges,
): Result<Variant, InvalidInput> {
  const { currencyCode } = variant.price;
  const nextSku = sku == null ? ok(variant.sku) : readSku(sku, ['sku']);
  if (!nextSku.ok) return nextSku;
  const nextBarcode = barcode === undefined ? ok(variant.barcode) : readBarcode(barcode, ['barcode']);
  if (!nextBarcode.ok) return nextBarcode;
  const before = variant.compareAtPrice && formatDecimal(variant.compareAtPrice);
  const prices = readPrices(
    {
      price: price ?? formatDecimal(variant.price),
      compareAtPrice: compareAtPrice === undefined ? before : compareAtPrice,
    },
    { currencyCode, at: [] },
  );
  if (!prices.ok) return prices;
  return ok({ ...variant, sku: nextSku.value, barcode: nextBarcode.value, ...prices.value });
}

/** What keeps a variant from standing beside the others, if anything. */
function misfit(others: readonly Variant[], variant: Variant, at: readonly string[]): InvalidInput | undefined {
  if (others.length >= MOST_VARIANTS) return invalidInput(at, `${MOST_VARIANTS} variants at most.`);
  const [first] = others;
  if (!first) return undefined;
  if (namesOf(first) !== namesOf(variant))
    return invalidInput([...at, 'options'], 'All variants have the same options.');
  if (others.some(({ sku }) => sku === variant.sku)) return invalidInput([...at, 'sku'], 'Each variant has its own.');
  if (others.some((other) => choiceOf(other) === choiceOf(variant)))
    return invalidInput([...at, 'options'], 'Each variant is another choice.');
  return undefined;
}

const namesOf = ({ options }: Variant) => JSON.stringify(options.map(({ name }) => name));
const choiceOf = ({ options }: Variant) => JSON.stringify(options.map(({ value }) => value));
const isSame = (left: Variant, right: Variant) =>
  left.sku === right.sku &&
  left.barcode === right.barcode &&
  left.price.amountMinor === right.price.amountMinor &&
  left.compareAtPrice?.amountMinor === right.compareAtPrice?.amountMinor;

function currencyOf({ variants }: Product): string {
  const currencyCode = variants[0]?.price.currencyCode;
  if (currencyCode === undefined) throw new TypeError('A product has at least one variant');
  return currencyCode;
}
