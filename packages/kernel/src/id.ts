import { randomBytes } from 'node:crypto';

/** An opaque, globally unique, time-sortable identifier: its kind's prefix and a UUIDv7 in Crockford base32. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;
export type IdFactory = <Prefix extends string>(prefix: Prefix) => Id<Prefix>;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let lastMillisecond = 0;
let counter = 0;

/** A fresh id. Ids of one process sort in the order they were made. Source: RFC 9562, section 6.2, method 1. */
export const newId: IdFactory = (prefix) => `${prefix}_${base32(uuidV7(Date.now()))}`;

/** The prefix of an id (`ord` of `ord_01J…`), or undefined when the text is not an id at all. */
export const idKind = (text: string): string | undefined => /^([a-z]+)_[0-9A-HJKMNP-TV-Z]{26}$/.exec(text)?.[1];

function uuidV7(now: number): Buffer {
  // A clock that stands or steps back keeps the last millisecond and counts on, so that order survives.
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = randomBytes(2).readUInt16BE() & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes;
}

function base32(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = CROCKFORD.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}
