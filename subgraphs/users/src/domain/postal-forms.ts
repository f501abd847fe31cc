/** How a country writes the end of an address. */
export interface PostalForm {
  readonly postalCode: RegExp;
  /** What a postal code looks like, for the message. */
  readonly example: string;
  /** Whether parcels need the state or province. */
  readonly needsRegion?: boolean;
}

const FIVE_DIGITS = /^\d{5}$/;
const FOUR_DIGITS = /^\d{4}$/;

/**
 * Countries whose form is known; every other one may write what it likes. Source: Universal Postal Union, addressing
 * systems by country.
 */
export const POSTAL_FORMS: Readonly<Record<string, PostalForm>> = {
  AT: { postalCode: FOUR_DIGITS, example: '1010' },
  AU: { postalCode: FOUR_DIGITS, example: '2000', needsRegion: true },
  BE: { postalCode: FOUR_DIGITS, example: '1000' },
  BR: { postalCode: /^\d{5}-?\d{3}$/, example: '01310-100', needsRegion: true },
  CA: { postalCode: /^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/i, example: 'K1A 0B1', needsRegion: true },
  CH: { postalCode: FOUR_DIGITS, example: '8001' },
  CZ: { postalCode: /^\d{3} ?\d{2}$/, example: '110 00' },
  DE: { postalCode: FIVE_DIGITS, example: '10115' },
  DK: { postalCode: FOUR_DIGITS, example: '1050' },
  ES: { postalCode: FIVE_DIGITS, example: '28001' },
  FI: { postalCode: FIVE_DIGITS, example: '00100' },
  FR: { postalCode: FIVE_DIGITS, example: '75001' },
  GB: { postalCode: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, example: 'SW1A 1AA' },
  IN: { postalCode: /^[1-9]\d{2} ?\d{3}$/, example: '110001', needsRegion: true },
  IT: { postalCode: FIVE_DIGITS, example: '00118' },
  JP: { postalCode: /^\d{3}-?\d{4}$/, example: '100-0001', needsRegion: true },
  NL: { postalCode: /^[1-9]\d{3} ?[A-Z]{2}$/i, example: '1012 AB' },
  NO: { postalCode: FOUR_DIGITS, example: '0150' },
  PL: { postalCode: /^\d{2}-\d{3}$/, example: '00-001' },
  PT: { postalCode: /^\d{4}-\d{3}$/, example: '1000-001' },
  SE: { postalCode: /^\d{3} ?\d{2}$/, example: '111 20' },
  US: { postalCode: /^\d{5}(-\d{4})?$/, example: '94103', needsRegion: true },
};
