import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer } from './live-graph.ts';

/** The way to one client. */
export interface Wire {
  /** Whether it has taken all that it should for now. */
  readonly isFull: () => boolean;
  readonly writeNext: (id: string, text: string, cursor: string | undefined) => void;
  readonly writeEnd: (id: string, errors: readonly GraphQLFormattedError[] | undefined) => void;
}

/** What waits for one subscription. */
interface Held {
  /** The newest state of each thing. */
  states: Map<string, LiveAnswer>;
  /** Sent instead of the states, once there were too many of them. */
  missed: string | undefined;
  end: { readonly errors: readonly GraphQLFormattedError[] | undefined } | undefined;
}

/** Different things of one subscription that wait at most; a list whose client is further behind than that is read again. */
const MOST_HELD = 100;

/**
 * What one connection is sent. While it cannot take more, the newest state of each thing waits and older ones are dropped: a
 * slow client misses what it could not show, never the last state, and costs a bounded amount of memory.
 */
export class Outbox {
  readonly #wire: Wire;
  /** By the subscription's id, in the order in which they began to wait. */
  #held: Map<string, Held> | undefined;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  next(id: string, answer: LiveAnswer): void {
    if (this.#held === undefined && !this.#wire.isFull()) this.#wire.writeNext(id, answer.text, answer.cursor);
    else hold(this.#waiting(id), answer);
  }

  end(id: string, errors: readonly GraphQLFormattedError[] | undefined): void {
    if (this.#held === undefined && !this.#wire.isFull()) this.#wire.writeEnd(id, errors);
    else this.#waiting(id).end = { errors };
  }

  /** The client does not want it any more. */
  drop(id: string): void {
    this.#held?.delete(id);
    if (this.#held?.size === 0) this.#held = undefined;
  }

  /** To be called whenever the wire may take more. */
  flush(): void {
    if (this.#held === undefined) return;
    for (const [id, held] of this.#held) {
      if (!this.#empty(id, held)) return;
      this.#held.delete(id);
    }
    this.#held = undefined;
  }

  #waiting(id: string): Held {
    this.#held ??= new Map();
    let held = this.#held.get(id);
    if (!held) this.#held.set(id, (held = { states: new Map(), missed: undefined, end: undefined }));
    return held;
  }

  /** Sends what one subscription waits with. @returns whether that was all */
  #empty(id: string, held: Held): boolean {
    const { missed } = held;
    if (missed !== undefined) {
      if (this.#wire.isFull()) return false;
      held.missed = undefined;
      this.#wire.writeNext(id, missed, undefined);
    }
    for (const [about, { text, cursor }] of held.states) {
      if (this.#wire.isFull()) return false;
      held.states.delete(about);
      this.#wire.writeNext(id, text, cursor);
    }
    if (held.end === undefined) return true;
    if (this.#wire.isFull()) return false;
    this.#wire.writeEnd(id, held.end.errors);
    return true;
  }
}

function hold(held: Held, answer: LiveAnswer): void {
  held.states.delete(answer.about);
  if (answer.missed !== undefined && (held.missed !== undefined || held.states.size >= MOST_HELD)) {
    held.missed = answer.missed;
    held.states.clear();
    return;
  }
  held.states.set(answer.about, answer);
}
