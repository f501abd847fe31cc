/** An amount of one currency in its minor units (cents, yen, fils). The currency travels with the amount. */
export interface Money {
  /** A safe integer; negative for what is given back. */
  readonly amountMinor: number;
  /** ISO 4217 alphabetic code. */
  readonly currencyCode: string;
}

/** A rate in hundredths of a percent: 1,000 is 10 %. */
export type BasisPoints = number;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
// ISO 4217, table A.1: every other currency has two decimals.
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3, CLF: 4, UYW: 4,
}; // prettier-ignore

/** Whether it is the ISO 4217 code of a currency. */
export const isCurrencyCode = (text: string): boolean => CURRENCIES.has(text);

/** How many decimals the currency's minor unit stands for. Source: ISO 4217. */
export const currencyExponent = (currencyCode: string): number => EXPONENTS[currencyCode] ?? 2;

/** @throws RangeError when the amount is no safe integer or the currency is unknown. */
export const money = (amountMinor: number, currencyCode: string): Money => {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`Not an amount in minor units: ${amountMinor}`);
  if (!isCurrencyCode(currencyCode)) throw new RangeError(`Not a currency: ${currencyCode}`);
  // Minus zero, the product of a negative sign and nothing, is no other amount than zero.
  return { amountMinor: amountMinor + 0, currencyCode };
};

/** Nothing, in a currency. @throws RangeError when the currency is unknown. */
export const zeroMoney = (currencyCode: string): Money => money(0, currencyCode);

/** @throws RangeError when the currencies differ. */
export const addMoney = (left: Money, right: Money): Money => {
  if (left.currencyCode !== right.currencyCode)
    throw new RangeError(`Cannot add ${right.currencyCode} to ${left.currencyCode}`);
  return money(left.amountMinor + right.amountMinor, left.currencyCode);
};

/** @throws RangeError when the currencies differ. */
export const subtractMoney = (left: Money, right: Money): Money =>
  addMoney(left, money(0 - right.amountMinor, right.currencyCode));

/** The sum of amounts of one currency; nothing of it when there are none. @throws RangeError when the currencies differ. */
export const sumMoney = (currencyCode: string, amounts: Iterable<Money>): Money => {
  let total = zeroMoney(currencyCode);
  for (const amount of amounts) total = addMoney(total, amount);
  return total;
};

/** The price of several. @throws RangeError when the product is no safe whole number. */
export const timesQuantity = (price: Money, quantity: number): Money =>
  money(price.amountMinor * quantity, price.currencyCode);

/** The one place where a rate is rounded: half away from zero, to the minor unit. */
export const basisPointsOf = (amount: Money, rate: BasisPoints): Money => {
  const exact = BigInt(amount.amountMinor) * BigInt(rate);
  const half = exact < 0n ? -5_000n : 5_000n;
  return money(Number((exact + half) / 10_000n), amount.currencyCode);
};

/**
 * Spreads an amount over weights by largest remainder: the parts always add up to the whole, ties go to the earlier part.
 * All weights zero spreads evenly.
 * @throws RangeError when there is nothing to spread over or a weight is negative.
 */
export const allocate = (amount: Money, weights: readonly number[]): Money[] => {
  if (weights.length === 0) throw new RangeError('Cannot allocate an amount over nothing');
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('Weights are whole numbers from zero up');
  const effective = weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights;
  const total = effective.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const sign = amount.amountMinor < 0 ? -1n : 1n;
  const whole = BigInt(amount.amountMinor) * sign;
  const shares = effective.map((weight, index) => {
    const product = whole * BigInt(weight);
    return { index, floor: product / total, remainder: product % total };
  });
  let left = whole - shares.reduce((sum, share) => sum + share.floor, 0n);
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.floor += 1n;
    left -= 1n;
  }
  return shares.map((share) => money(Number(share.floor * sign), amount.currencyCode));
};

/** The amount in major units as people write it in code: `12.34`, `1200` (JPY), `1.250` (KWD). */
export const formatDecimal = ({ amountMinor, currencyCode }: Money): string => {
  const exponent = currencyExponent(currencyCode);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  const point = digits.length - exponent;
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
};

/** Reads `12.34` as money; undefined when it has more decimals than the currency or is no number. */
export const parseDecimal = (text: string, currencyCode: string): Money | undefined => {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  const exponent = currencyExponent(currencyCode);
  if (!match || !isCurrencyCode(currencyCode)) return undefined;
  const [, sign = '', major = '', minor = ''] = match;
  if (minor.length > exponent) return undefined;
  const amountMinor = Number(major + minor.padEnd(exponent, '0')) * (sign ? -1 : 1);
  return Number.isSafeInteger(amountMinor) ? money(amountMinor, currencyCode) : undefined;
};
