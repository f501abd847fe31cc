import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer } from '../live-graph.ts';
import { Outbox, type Wire } from '../outbox.ts';
import type { MessageWire, Waiting } from './message-wire.ts';
import type { Outlet, Subscription } from './subscription.ts';

/** What all sockets have together. */
export interface Tally {
  subscriptions: number;
  /** `next` messages ever sent. */
  sent: number;
}

/** All subscriptions of one socket, by their ids as JSON; and what is sent for them. */
export class Subscriptions implements Wire, Outlet, Waiting {
  readonly #wire: MessageWire;
  readonly #tally: Tally;
  #outbox: Outbox = new Outbox(this);
  /** Most sockets have one, and no map for it. */
  #first: Subscription | undefined;
  #others: Map<string, Subscription> | undefined;

  constructor(wire: MessageWire, tally: Tally) {
    this.#wire = wire;
    this.#tally = tally;
    wire.waiting = this;
  }

  get size(): number {
    return (this.#first === undefined ? 0 : 1) + (this.#others?.size ?? 0);
  }

  has(id: string): boolean {
    return this.#first?.id === id || this.#others?.has(id) === true;
  }

  add(subscription: Subscription): void {
    this.#tally.subscriptions += 1;
    if (this.#first === undefined) this.#first = subscription;
    else (this.#others ??= new Map<string, Subscription>()).set(subscription.id, subscription);
  }

  next(id: string, answer: LiveAnswer): void {
    this.#outbox.next(id, answer);
  }

  end(id: string, errors: readonly GraphQLFormattedError[] | undefined): void {
    this.#outbox.end(id, errors);
  }

  /** The client wants no more of one; unknown ones may have ended meanwhile. */
  complete(id: string): void {
    this.#outbox.drop(id);
    this.#remove(id)?.close();
  }

  closeAll(): void {
    const first = this.#first;
    const others = this.#others;
    this.#tally.subscriptions -= this.size;
    this.#first = this.#others = undefined;
    // What waits for a client that has gone is nobody's.
    this.#outbox = new Outbox(this);
    first?.close();
    if (others) for (const subscription of others.values()) subscription.close();
  }

  flush(): void {
    this.#outbox.flush();
  }

  isFull(): boolean {
    return this.#wire.isFull();
  }

  writeNext(id: string, text: string): void {
    this.#tally.sent += 1;
    this.#wire.send(`{"id":${id},"type":"next","payload":${text}}`);
  }

  /** Its id is free again as soon as the client can know it, not before: what still waits belongs to the old one. */
  writeEnd(id: string, errors: readonly GraphQLFormattedError[] | undefined): void {
    // A client that does not read may have begun another one with the id of a refused one: to it, both end here.
    this.#remove(id)?.close();
    this.#wire.send(
      errors === undefined || errors.length === 0
        ? `{"id":${id},"type":"complete"}`
        : `{"id":${id},"type":"error","payload":${JSON.stringify(errors)}}`,
    );
  }

  #remove(id: string): Subscription | undefined {
    let removed: Subscription | undefined;
    if (this.#first?.id === id) {
      removed = this.#first;
      this.#first = undefined;
    } else {
      removed = this.#others?.get(id);
      this.#others?.delete(id);
      if (this.#others?.size === 0) this.#others = undefined;
    }
    if (removed !== undefined) this.#tally.subscriptions -= 1;
    return removed;
  }
}
