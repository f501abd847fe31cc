import type { GraphQLFormattedError } from 'graphql';

/** How a stream is written. */
export interface Framing {
  readonly contentType: string;
  readonly cacheControl: string;
  /** Comes before everything else. */
  readonly opening: Buffer;
  /** Means nothing, and keeps what stands between from closing a silent connection. */
  readonly heartbeat: Buffer;
  /** Sent by a process that goes away; where there is none, the end without a last word makes clients connect again. */
  readonly farewell: string;
  /** Whether the end of an operation is not the end of the stream. */
  readonly isShared: boolean;
  readonly next: (id: string, text: string, cursor: string | undefined) => Buffer;
  readonly end: (id: string, errors: readonly GraphQLFormattedError[] | undefined) => string;
}

type Write = (text: string, cursor: string | undefined) => string;

/** Writes what many streams are sent one after another once, which is most of what a change costs. */
export const writtenOnce = (write: Write): Framing['next'] => {
  let last: { readonly text: string; readonly cursor: string | undefined; readonly frame: Buffer } | undefined;
  return (_id, text, cursor) => {
    if (last?.text !== text || last.cursor !== cursor) last = { text, cursor, frame: Buffer.from(write(text, cursor)) };
    return last.frame;
  };
};
