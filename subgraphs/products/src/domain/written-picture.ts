import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';
import type { Picture } from './picture.ts';
import { readSvg } from './svg.ts';

export interface WrittenPicture {
  readonly svg?: string | null | undefined;
  readonly dataBase64?: string | null | undefined;
  readonly contentType?: 'PNG' | 'JPEG' | 'WEBP' | null | undefined;
}

const LARGEST_BYTES = 1_048_576;

/** Reads a picture: SVG text, or base64 of a declared type that the bytes must agree with. */
export const readPicture = ({ svg, dataBase64, contentType }: WrittenPicture): Result<Picture, InvalidInput> => {
  if ((svg == null) === (dataBase64 == null)) return err(invalidInput('svg', 'Give either svg or dataBase64.'));
  if (svg != null) return readSvg(svg);
  if (contentType == null) return err(invalidInput('contentType', 'Say what the bytes are.'));
  if (!dataBase64 || dataBase64.length > (LARGEST_BYTES * 4) / 3 + 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(dataBase64))
    return err(invalidInput('dataBase64', `Base64 of 1 to ${LARGEST_BYTES} bytes.`));
  const bytes = Buffer.from(dataBase64, 'base64');
  const size = SIZES[contentType](bytes);
  if (!size) return err(invalidInput('dataBase64', `No ${contentType} picture.`));
  return ok({ contentType: `image/${contentType.toLowerCase()}`, bytes, ...size });
};

type Size = Pick<Picture, 'width' | 'height'>;

/** The size that a picture's head tells, undefined when it is no such picture. */
const SIZES: Readonly<Record<'PNG' | 'JPEG' | 'WEBP', (bytes: Buffer) => Size | undefined>> = {
  // Source: PNG specification, 11.2.1: the header chunk comes first.
  PNG: (bytes) =>
    bytes.length > 24 && bytes.subarray(0, 8).equals(PNG_SIGNATURE)
      ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
      : undefined,
  JPEG: (bytes) =>
    bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes[2] === 0xff ? jpegSize(bytes) : undefined,
  // Source: RFC 9649. The lossy and lossless kinds pack their size in bits: left unknown.
  WEBP: (bytes) => {
    if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
      return undefined;
    return bytes.toString('latin1', 12, 16) === 'VP8X'
      ? { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
      : { width: null, height: null };
  },
};

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Walks the segments to the frame header. Source: ITU T.81, B.2.2. */
function jpegSize(bytes: Buffer): Size {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return { width: null, height: null };
}
