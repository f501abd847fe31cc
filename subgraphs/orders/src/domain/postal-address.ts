import { invalidInput, type InvalidInput } from '@stoa/kernel';
import type { PostalAddress } from './order.ts';

/** An address as clients write it: what a country does not have is left out. */
export type AddressWish = Pick<PostalAddress, 'name' | 'line1' | 'city' | 'postalCode' | 'countryCode'> & {
  readonly [Field in 'line2' | 'region' | 'phone']?: string | null | undefined;
};

const LONGEST = { name: 100, line1: 200, line2: 200, city: 100, region: 100, postalCode: 20, phone: 40 } as const;
type Field = keyof typeof LONGEST;
const REQUIRED: readonly Field[] = ['name', 'line1', 'city'];

/** What cannot be printed on a parcel's label; undefined when all of it can. */
export const addressFault = (address: AddressWish): InvalidInput | undefined => {
  for (const field of Object.keys(LONGEST) as Field[]) {
    const fault = faultOf(field, address[field] ?? '');
    if (fault !== undefined) return invalidInput(['address', field], fault);
  }
  return undefined;
};

/** The address as an order keeps it. Copies by name: what a caller sent beside these fields is not kept. */
export const readAddress = ({
  name,
  line1,
  line2,
  city,
  region,
  postalCode,
  countryCode,
  phone,
}: AddressWish): PostalAddress => ({
  name: name.trim(),
  line1: line1.trim(),
  line2: textOrNull(line2),
  city: city.trim(),
  region: textOrNull(region),
  postalCode: postalCode.trim(),
  countryCode,
  phone: textOrNull(phone),
});

function faultOf(field: Field, text: string): string | undefined {
  if (text.length > LONGEST[field]) return `${LONGEST[field]} characters at most.`;
  // A line break would let one field of a printed label pass for another.
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'One line of plain text.';
  return REQUIRED.includes(field) && text.trim() === '' ? 'Is needed.' : undefined;
}

const textOrNull = (text: string | null | undefined) => text?.trim() || null;
