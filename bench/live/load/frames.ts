/** Opcodes of RFC 6455, section 11.8. */
export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly opcode: number;
  /** The chunk that the payload lies in, and where. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the frames of a server: unmasked, unfragmented, as graphql-ws and our router write them. Ten thousand sockets share two
 * cores with the server that they measure, so a payload is neither copied nor decoded.
 */
export class FrameReader {
  #rest: Buffer | undefined;

  /** Calls back for each frame that is complete; what is left waits for the next chunk. */
  read(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      const start = payloadStart(bytes, at);
      const end = start === undefined ? Infinity : start + payloadLength(bytes, at);
      if (start === undefined || end > bytes.length) break;
      onFrame({ opcode: (bytes[at] ?? 0) & 15, bytes, start, end });
      at = end;
    }
    // A copy: the chunk's memory is not ours.
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined;
  }
}

function payloadStart(bytes: Buffer, at: number): number | undefined {
  if (at + 2 > bytes.length) return undefined;
  const short = (bytes[at + 1] ?? 0) & 127;
  const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
  return start > bytes.length ? undefined : start;
}

function payloadLength(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] ?? 0) & 127;
  if (short === 126) return bytes.readUInt16BE(at + 2);
  return short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
}

/** A client's frame of at most 65,535 bytes. Its mask is zero, which spares masking. */
export const clientFrame = (payload: string | Uint8Array, opcode: number = OPCODE.text): Buffer => {
  const body = Buffer.from(payload as string);
  const head =
    body.length < 126
      ? [0x80 | opcode, 0x80 | body.length, 0, 0, 0, 0]
      : [0x80 | opcode, 0x80 | 126, body.length >> 8, body.length & 255, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from(head), body]);
};
