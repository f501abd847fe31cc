import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';
import { POSTAL_FORMS } from './postal-forms.ts';
import type { AddressDetails } from './user.ts';

/** An address as somebody typed it. */
export interface TypedAddress {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string | null | undefined;
  readonly city: string;
  readonly region?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly countryCode: string;
  readonly phone?: string | null | undefined;
}

const LONGEST = { name: 100, line1: 200, line2: 200, city: 100, region: 100, postalCode: 20, phone: 40 } as const;
type Field = keyof typeof LONGEST;
const REQUIRED: readonly Field[] = ['name', 'line1', 'city'];

/** Reads a typed address: blanks at the ends go, lengths and the country's own form hold. Paths begin at `root`. */
export const readAddress = (typed: TypedAddress, root = 'address'): Result<AddressDetails, InvalidInput> => {
  for (const field of Object.keys(LONGEST) as Field[]) {
    const fault = faultOf(field, typed[field] ?? '');
    if (fault !== undefined) return err(invalidInput([root, field], fault));
  }
  const details: AddressDetails = {
    name: typed.name.trim(),
    line1: typed.line1.trim(),
    line2: textOrNull(typed.line2),
    city: typed.city.trim(),
    region: textOrNull(typed.region),
    postalCode: typed.postalCode?.trim() ?? '',
    countryCode: typed.countryCode,
    phone: textOrNull(typed.phone),
  };
  const form = POSTAL_FORMS[details.countryCode];
  if (form && !form.postalCode.test(details.postalCode))
    return err(invalidInput([root, 'postalCode'], `Looks like ${form.example} in this country.`));
  if (form?.needsRegion && details.region === null)
    return err(invalidInput([root, 'region'], 'Addresses of this country name the state or province.'));
  return ok(details);
};

function faultOf(field: Field, text: string): string | undefined {
  if (text.length > LONGEST[field]) return `${LONGEST[field]} characters at most.`;
  // A line break would let one field of a printed label pass for another.

  if (/[\u0000-\u001f\u007f]/.test(text)) return 'One line of plain text.';
  if (REQUIRED.includes(field) && text.trim() === '') return 'Is needed.';
  return undefined;
}

const textOrNull = (text: string | null | undefined) => text?.trim() || null;
