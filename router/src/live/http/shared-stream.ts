import type { GraphQLFormattedError } from 'graphql';
import type { Identity } from '../../engine/engine.ts';
import type { LiveGraph, SubscribeRequest } from '../live-graph.ts';
import { Outbox, type Wire } from '../outbox.ts';
import type { OpenStream, OpenStreams } from './open-streams.ts';
import { SharedOperation, type OperationFate } from './shared-operation.ts';
import type { StreamEnding } from './stream-options.ts';
import { operationIdInUse, streamAlreadyOpen, tooManyOperations } from './stream-refusals.ts';
import { StreamResponse, type StreamResponseOptions } from './stream-response.ts';

export interface SharedStreamOptions {
  /** Who reserved it. */
  readonly owner: Identity;
  readonly mostOperations: number;
  readonly closed: () => void;
}

/** A response that carries many operations, each asked for by a request of its own; from its reservation on. */
export class SharedStream implements OpenStream, Wire {
  readonly transport = 'sse';
  ending: StreamEnding = 'left';
  readonly #options: SharedStreamOptions;
  readonly #streams: OpenStreams;
  readonly #reservedAt: number;
  readonly #operations = new Map<string, SharedOperation>();
  readonly #outbox = new Outbox(this);
  #wire: StreamResponse | undefined;

  constructor(options: SharedStreamOptions, streams: OpenStreams) {
    this.#options = options;
    this.#streams = streams;
    this.#reservedAt = streams.tick;
    streams.reserve(this);
  }

  /** Whoever shows another identity than who reserved it has no part in it. A browser's EventSource can show none. */
  isOf({ subject, isAuthenticated }: Identity): boolean {
    const { owner } = this.#options;
    return isAuthenticated === owner.isAuthenticated && subject === owner.subject;
  }

  /** Takes the connection it was reserved for, and sends what waits for it. @throws Refusal: 409 when it has one */
  open(options: StreamResponseOptions): void {
    if (this.#wire) throw streamAlreadyOpen();
    const { response } = options;
    this.#wire = new StreamResponse(options, this.#streams);
    response.on('drain', () => this.#outbox.flush());
    response.once('close', () => this.#close());
    this.#streams.add(this);
    this.#wire.begin();
    this.#outbox.flush();
  }

  /** Begins an operation. @throws Refusal: 409 for an id that is in use, 429 when there are too many */
  subscribe(id: string, request: SubscribeRequest, { live, fate }: { live: LiveGraph; fate: OperationFate }): void {
    const { mostOperations } = this.#options;
    if (this.#operations.has(id)) throw operationIdInUse();
    if (this.#operations.size >= mostOperations) throw tooManyOperations(mostOperations);
    const operation = new SharedOperation(id, this.#outbox, {
      ...fate,
      refused: (errors) => {
        this.#operations.delete(id);
        fate.refused(errors);
      },
    });
    this.#operations.set(id, operation);
    operation.subscribe(live, request);
  }

  /** Unknown ones are stopped already. */
  stop(id: string): void {
    const operation = this.#operations.get(id);
    this.#operations.delete(id);
    operation?.stop();
  }

  isFull(): boolean {
    return this.#wire === undefined || this.#wire.isFull();
  }

  writeNext(id: string, text: string, cursor: string | undefined): void {
    this.#wire?.writeNext(id, text, cursor);
  }

  writeEnd(id: string, errors: readonly GraphQLFormattedError[] | undefined): void {
    // Only now may the id stand for another operation: what waited for this one has left.
    this.#operations.delete(id);
    this.#wire?.writeEnd(id, errors);
  }

  sweep(now: number): void {
    for (const operation of this.#operations.values()) operation.sweep(now);
    if (this.#wire === undefined) {
      if (this.#streams.tick - this.#reservedAt >= this.#streams.ticks(this.#streams.times.reservationMs))
        this.destroy();
    } else if (!this.#wire.sweep()) {
      this.ending = 'stalled';
      this.#wire.destroy();
    }
  }

  drain(): void {
    this.ending = 'drained';
    this.#wire?.leave();
    this.#stopAll();
  }

  destroy(): void {
    if (this.#wire) this.#wire.destroy();
    else this.#close();
  }

  #stopAll(): void {
    for (const operation of this.#operations.values()) operation.stop();
    this.#operations.clear();
  }

  #close(): void {
    this.#stopAll();
    this.#streams.release(this);
    this.#streams.remove(this);
    this.#options.closed();
  }
}
