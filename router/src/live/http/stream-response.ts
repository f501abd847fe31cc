import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { Wire } from '../outbox.ts';
import type { Framing } from './framing.ts';
import type { OpenStreams } from './open-streams.ts';

export interface StreamResponseOptions {
  readonly response: ServerResponse;
  readonly framing: Framing;
  /** The response's headers, names and values in turn. */
  readonly head: readonly string[];
  readonly heartbeatMs: number;
}

/** Sweeps that a response may wait for its first word, so that a refusal can still be an answer of its own. */
const UNDECIDED_TICKS = 2;

/** A response that goes on. It begins with the first thing that is written. */
export class StreamResponse implements Wire {
  readonly #response: ServerResponse;
  readonly #framing: Framing;
  readonly #streams: OpenStreams;
  readonly #heartbeatTicks: number;
  /** Until it has begun. */
  #head: readonly string[] | undefined;
  #wroteAt: number;
  /** Bytes that waited for the client at the last sweep, and since when it has taken none. */
  #pending = 0;
  #stuckAt = 0;

  constructor({ response, framing, head, heartbeatMs }: StreamResponseOptions, streams: OpenStreams) {
    this.#response = response;
    this.#framing = framing;
    this.#streams = streams;
    this.#heartbeatTicks = streams.ticks(heartbeatMs);
    this.#head = head;
    this.#wroteAt = streams.tick;
  }

  get hasBegun(): boolean {
    return this.#head === undefined;
  }

  isFull(): boolean {
    return this.#response.writableNeedDrain;
  }

  begin(): void {
    if (this.#head === undefined) return;
    this.#response.writeHead(200, this.#head as string[]);
    this.#head = undefined;
    this.#response.write(this.#framing.opening);
  }

  writeNext(id: string, text: string, cursor: string | undefined): void {
    this.#write(this.#framing.next(id, text, cursor));
  }

  writeEnd(id: string, errors: readonly GraphQLFormattedError[] | undefined): void {
    if (this.#response.writableEnded) return;
    // No multipart body is without a part.
    if (!this.hasBegun && !errors) this.#write(this.#framing.heartbeat);
    const text = this.#framing.end(id, errors);
    if (this.#framing.isShared) return this.#write(text);
    this.begin();
    this.#response.end(text);
  }

  /** Ends it, and its connection too, so that the client looks for another process. */
  leave(): void {
    if (this.#response.writableEnded) return;
    if (this.isFull()) return this.destroy();
    const { socket } = this.#response;
    this.begin();
    this.#response.end(this.#framing.farewell, () => socket?.end());
  }

  destroy(): void {
    this.#response.destroy();
  }

  /** Breaks silence. @returns whether the client is there: false when it has not taken anything for too long */
  sweep(): boolean {
    const { tick, times } = this.#streams;
    const pending = this.#response.writableLength;
    if (pending > 0) {
      if (this.#pending === 0 || pending < this.#pending) this.#stuckAt = tick;
      this.#pending = pending;
      return tick - this.#stuckAt < this.#streams.ticks(times.stallMs);
    }
    this.#pending = 0;
    const silentFor = tick - this.#wroteAt;
    if (silentFor >= (this.hasBegun ? this.#heartbeatTicks : UNDECIDED_TICKS)) this.#write(this.#framing.heartbeat);
    return true;
  }

  #write(chunk: Buffer | string): void {
    // After the end nothing is written any more, whoever calls.
    if (this.#response.writableEnded) return;
    this.begin();
    this.#wroteAt = this.#streams.tick;
    this.#response.write(chunk);
  }
}
