import type { HttpExchange } from './http-exchange.ts';

/**
 * Exchanges under way, by everything that could make a difference to the answer. Whoever asks the same thing in the same
 * moment, with the same rights and headers, waits for the same answer.
 */
export class SharingInFlight {
  readonly #underWay = new Map<string, HttpExchange>();

  find(key: string): HttpExchange | undefined {
    return this.#underWay.get(key);
  }

  add(key: string, exchange: HttpExchange): void {
    this.#underWay.set(key, exchange);
  }

  /** It has ended: its answer is not kept. */
  remove(key: string, exchange: HttpExchange): void {
    // Another one may stand in its place since everything was forgotten.
    if (this.#underWay.get(key) === exchange) this.#underWay.delete(key);
  }

  /** Lets nobody join what began before: a mutation has ended, and whoever asks now has to see what it did. */
  forgetAll(): void {
    this.#underWay.clear();
  }
}

export interface ShareKeyParts {
  readonly identity: string;
  /** Every header of the request but those that tell requests apart. */
  readonly headers: readonly string[];
  /** What the subgraph is told of the caller beyond its headers; empty when nothing. */
  readonly caller: string;
  readonly body: string;
}

/** One text for all of it. JSON ends its own strings, so that no header can be made to look like a part of the body. */
export const shareKey = ({ identity, headers, caller, body }: ShareKeyParts): string =>
  JSON.stringify([identity, caller, headers]) + body;
