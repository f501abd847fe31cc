import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer, LiveSubscription, Subscriber } from '../live-graph.ts';

/** Who passes on what a subscription brings. */
export interface Outlet {
  readonly next: (id: string, answer: LiveAnswer) => void;
  readonly end: (id: string, errors: readonly GraphQLFormattedError[] | undefined) => void;
}

/** One subscription of one socket. */
export class Subscription implements Subscriber {
  /** As JSON. */
  readonly id: string;
  #outlet: Outlet | undefined;
  #live: LiveSubscription | undefined;

  constructor(id: string, outlet: Outlet) {
    this.id = id;
    this.#outlet = outlet;
  }

  /** `live` is what to close; it may have ended already. */
  begun(live: LiveSubscription): void {
    if (this.#outlet === undefined) live.close();
    else this.#live = live;
  }

  next(answer: LiveAnswer): void {
    this.#outlet?.next(this.id, answer);
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    const outlet = this.#outlet;
    this.#outlet = undefined;
    this.#live = undefined;
    outlet?.end(this.id, errors);
  }

  /** Idempotent. */
  close(): void {
    const live = this.#live;
    this.#outlet = undefined;
    this.#live = undefined;
    live?.close();
  }
}
