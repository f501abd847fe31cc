import {
  err,
  invalidInput,
  ok,
  parseDecimal,
  type IdFactory,
  type InvalidInput,
  type Money,
  type Result,
} from '@stoa/kernel';
import type { SelectedOption, Variant } from './product.ts';

/** A variant as its shop writes it, amounts in major units of the shop's currency. */
export interface WrittenVariant {
  readonly sku: string;
  readonly options?: readonly SelectedOption[] | null | undefined;
  readonly price: string;
  readonly compareAtPrice?: string | null | undefined;
  readonly barcode?: string | null | undefined;
}

const LONGEST = { sku: 64, name: 40, value: 60 };
const MOST_OPTIONS = 3;

export interface Reading {
  readonly currencyCode: string;
  readonly newId: IdFactory;
  /** Leads to the variant from the input's root. */
  readonly at: readonly string[];
}

/** Reads one variant. */
export const readVariant = (
  written: WrittenVariant,
  { currencyCode, newId, at }: Reading,
): Result<Variant, InvalidInput> => {
  const sku = readSku(written.sku, [...at, 'sku']);
  if (!sku.ok) return sku;
  const options = readOptions(written.options ?? [], [...at, 'options']);
  if (!options.ok) return options;
  const prices = readPrices(written, { currencyCode, at });
  if (!prices.ok) return prices;
  const barcode = readBarcode(written.barcode ?? null, [...at, 'barcode']);
  if (!barcode.ok) return barcode;
  return ok({ id: newId('var'), sku: sku.value, options: options.value, barcode: barcode.value, ...prices.value });
};

export const readSku = (text: string, path: readonly string[]): Result<string, InvalidInput> => {
  const sku = text.trim();
  return sku === '' || sku.length > LONGEST.sku
    ? err(invalidInput(path, `From 1 to ${LONGEST.sku} characters.`))
    : ok(sku);
};

export const readBarcode = (text: string | null, path: readonly string[]): Result<string | null, InvalidInput> =>
  text === null || /^\d{8,14}$/.test(text) ? ok(text) : err(invalidInput(path, '8 to 14 digits.'));

/** A price, and what it was before: more than the price. */
export const readPrices = (
  { price, compareAtPrice }: Pick<WrittenVariant, 'price' | 'compareAtPrice'>,
  { currencyCode, at }: Omit<Reading, 'newId'>,
): Result<{ price: Money; compareAtPrice: Money | null }, InvalidInput> => {
  const now = parseDecimal(price, currencyCode);
  if (!now || now.amountMinor < 0)
    return err(invalidInput([...at, 'price'], `An amount of ${currencyCode} from zero up.`));
  if (compareAtPrice == null) return ok({ price: now, compareAtPrice: null });
  const before = parseDecimal(compareAtPrice, currencyCode);
  if (!before || before.amountMinor <= now.amountMinor)
    return err(invalidInput([...at, 'compareAtPrice'], `An amount of ${currencyCode} above the price.`));
  return ok({ price: now, compareAtPrice: before });
};

function readOptions(
  written: readonly SelectedOption[],
  path: readonly string[],
): Result<SelectedOption[], InvalidInput> {
  const options = written.map(({ name, value }) => ({ name: name.trim(), value: value.trim() }));
  if (options.length > MOST_OPTIONS) return err(invalidInput(path, `${MOST_OPTIONS} at most.`));
  for (const [index, { name, value }] of options.entries()) {
    const at = [...path, String(index)];
    // Search keeps `name=value`, so the sign cannot be part of a name.
    if (name === '' || name.length > LONGEST.name || name.includes('='))
      return err(invalidInput([...at, 'name'], `From 1 to ${LONGEST.name} characters, without "=".`));
    if (value === '' || value.length > LONGEST.value)
      return err(invalidInput([...at, 'value'], `From 1 to ${LONGEST.value} characters.`));
  }
  const names = options.map(({ name }) => name.toLowerCase());
  return new Set(names).size === names.length ? ok(options) : err(invalidInput(path, 'Each option once.'));
}
