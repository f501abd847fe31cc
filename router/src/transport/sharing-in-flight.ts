import type { Caller } from '@stoa/kernel';
import type { HttpExchange } from './http-exchange.ts';
import type { FetchText } from './subgraph-transport.ts';

/** Everything that could make a difference to an answer. */
export interface Asked {
  readonly query: FetchText;
  /** Of whoever asks. */
  readonly identity: string;
  /** What the subgraph is told of the caller beyond its headers; undefined when nothing. */
  readonly caller: Caller | undefined;
  /** Every header of the request but those that tell requests apart. */
  readonly headers: readonly string[];
  readonly body: string;
}

interface UnderWay extends Asked {
  readonly exchange: HttpExchange;
}

/** Of one query, the latest are looked at: under load most differ, and looking must stay cheap. */
const MOST_COMPARED = 16;

/**
 * Exchanges under way. Whoever asks the same thing in the same moment, with the same rights and headers, waits for the same
 * answer. They are compared, not hashed: what differs mostly differs in its first characters.
 */
export class SharingInFlight {
  readonly #byQuery = new Map<FetchText, UnderWay[]>();

  find(asked: Asked): HttpExchange | undefined {
    const underWay = this.#byQuery.get(asked.query);
    if (!underWay) return undefined;
    const last = Math.max(underWay.length - MOST_COMPARED, 0);
    for (let at = underWay.length - 1; at >= last; at -= 1) {
      const one = underWay[at] as UnderWay;
      if (isSame(one, asked)) return one.exchange;
    }
    return undefined;
  }

  add(asked: Asked, exchange: HttpExchange): void {
    const entry = { ...asked, exchange };
    const underWay = this.#byQuery.get(asked.query);
    if (underWay) underWay.push(entry);
    else this.#byQuery.set(asked.query, [entry]);
  }

  /** It has ended: its answer is not kept. */
  remove({ query }: Asked, exchange: HttpExchange): void {
    const underWay = this.#byQuery.get(query);
    if (!underWay) return;
    const at = underWay.findIndex((one) => one.exchange === exchange);
    if (at >= 0) underWay.splice(at, 1);
    if (underWay.length === 0) this.#byQuery.delete(query);
  }

  /** Lets nobody join what began before: a mutation has ended, and whoever asks now has to see what it did. */
  forgetAll(): void {
    this.#byQuery.clear();
  }
}

const isSame = (one: Asked, other: Asked): boolean =>
  one.identity === other.identity &&
  one.body === other.body &&
  areSame(one.headers, other.headers) &&
  (one.caller === other.caller || JSON.stringify(one.caller) === JSON.stringify(other.caller));

function areSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at += 1) if (some[at] !== others[at]) return false;
  return true;
}
