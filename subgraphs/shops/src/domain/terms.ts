import type { DeliveryRate } from '@stoa/contracts';
import {
  changed,
  err,
  invalidInput,
  ok,
  parseDecimal,
  refused,
  unchanged,
  type Announcement,
  type BasisPoints,
  type Decide,
  type InvalidInput,
  type Result,
} from '@stoa/kernel';
import { shopTermsChanged } from './shop-events.ts';
import type { Shop } from './shop.ts';

/** A way of delivery as its shop writes it, amounts in major units. */
export interface WrittenRate {
  readonly code: string;
  readonly name: string;
  readonly price: string;
  readonly freeFrom?: string | null | undefined;
  readonly countries?: readonly string[] | null | undefined;
  readonly minDays: number;
  readonly maxDays: number;
}

const MOST_RATES = 20;
const MOST_DAYS = 365;

/** Replaces all ways of delivery; they are read in the shop's currency. */
export const setDeliveryRates =
  (written: readonly WrittenRate[]): Decide<Shop, Announcement, InvalidInput> =>
  (shop) => {
    const rates = readRates(written, shop.currencyCode);
    if (!rates.ok) return refused(rates.failure);
    const next = { ...shop, deliveryRates: rates.value };
    return changed(next, [shopTermsChanged(next)]);
  };

/** What the platform keeps of each sale from now on; orders freeze it when they are placed. */
export const setCommission =
  (rate: BasisPoints): Decide<Shop, Announcement, InvalidInput> =>
  (shop) => {
    const fault = commissionFault(rate);
    if (fault) return refused(fault);
    if (rate === shop.commissionRate) return unchanged(shop);
    const next = { ...shop, commissionRate: rate };
    return changed(next, [shopTermsChanged(next)]);
  };

/** What is wrong with a commission, if anything. */
export const commissionFault = (rate: BasisPoints): InvalidInput | undefined =>
  Number.isInteger(rate) && rate >= 0 && rate <= 10_000
    ? undefined
    : invalidInput('commissionBasisPoints', 'From 0 to 10,000.');

function readRates(written: readonly WrittenRate[], currencyCode: string): Result<DeliveryRate[], InvalidInput> {
  if (written.length === 0 || written.length > MOST_RATES)
    return err(invalidInput('rates', `From 1 to ${MOST_RATES} rates.`));
  const rates: DeliveryRate[] = [];
  for (const [index, one] of written.entries()) {
    const rate = readRate(one, currencyCode, ['rates', String(index)]);
    if (!rate.ok) return rate;
    if (rates.some(({ code }) => code === rate.value.code))
      return err(invalidInput(['rates', String(index), 'code'], 'Each code once.'));
    rates.push(rate.value);
  }
  return ok(rates);
}

function readRate(written: WrittenRate, currencyCode: string, at: string[]): Result<DeliveryRate, InvalidInput> {
  const price = parseDecimal(written.price, currencyCode);
  const freeFrom = written.freeFrom == null ? null : parseDecimal(written.freeFrom, currencyCode);
  const amount = `An amount of ${currencyCode} from zero up.`;
  if (!price || price.amountMinor < 0) return err(invalidInput([...at, 'price'], amount));
  if (freeFrom === undefined || (freeFrom && freeFrom.amountMinor < 0))
    return err(invalidInput([...at, 'freeFrom'], amount));
  const { code, minDays, maxDays } = written;
  const name = written.name.trim();
  const countries = [...new Set(written.countries ?? [])];
  const rate = { code, name, price, freeFromMinor: freeFrom?.amountMinor ?? null, countries, minDays, maxDays };
  const fault = rateFault(rate);
  return fault ? err(invalidInput([...at, fault.field], fault.message)) : ok(rate);
}

function rateFault({ code, name, minDays, maxDays }: DeliveryRate): { field: string; message: string } | undefined {
  if (!/^[A-Z0-9_]{1,40}$/.test(code)) return { field: 'code', message: 'From 1 to 40 of A–Z, 0–9 and underscores.' };
  if (name === '' || name.length > 80) return { field: 'name', message: 'From 1 to 80 characters.' };
  if (minDays < 0) return { field: 'minDays', message: 'From 0.' };
  if (maxDays < minDays || maxDays > MOST_DAYS) return { field: 'maxDays', message: `From minDays to ${MOST_DAYS}.` };
  return undefined;
}
