/** A picture whose bytes are what its type says. */
export interface Picture {
  readonly contentType: string;
  readonly bytes: Buffer;
  /** Pixels; null when the bytes do not say. */
  readonly width: number | null;
  readonly height: number | null;
}
