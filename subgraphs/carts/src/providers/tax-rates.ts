import type { BasisPoints } from '@stoa/kernel';

/** Where goods go, as far as tax depends on it. */
export interface TaxDestination {
  readonly countryCode: string;
  readonly postalCode?: string | null | undefined;
  readonly region?: string | null | undefined;
}

/** Who knows what tax is due; a tax service fits behind it. */
export interface TaxRates {
  /** The rate on net prices, in hundredths of a percent. */
  rateFor(destination: TaxDestination): Promise<BasisPoints>;
}

/** Standard rates of value added tax on 1 January 2026; 0 where none is known or sales tax is the buyer's own affair. */
export const standardTaxRates: TaxRates = {
  rateFor: ({ countryCode }) => Promise.resolve(STANDARD[countryCode] ?? 0),
};

const STANDARD: Readonly<Record<string, BasisPoints>> = {
  AT: 2_000,
  BE: 2_100,
  CH: 810,
  CZ: 2_100,
  DE: 1_900,
  DK: 2_500,
  ES: 2_100,
  FI: 2_550,
  FR: 2_000,
  GB: 2_000,
  IE: 2_300,
  IN: 1_800,
  IT: 2_200,
  JP: 1_000,
  LU: 1_700,
  NL: 2_100,
  PL: 2_300,
  PT: 2_300,
  SE: 2_500,
  US: 0,
};
