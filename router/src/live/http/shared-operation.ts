import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer, LiveGraph, LiveSubscription, SubscribeRequest, Subscriber } from '../live-graph.ts';
import type { Outbox } from '../outbox.ts';
import { TOKEN_EXPIRED } from './stream-refusals.ts';

type Errors = readonly GraphQLFormattedError[];

/** What became of the request that asked for an operation. */
export interface OperationFate {
  readonly accepted: () => void;
  readonly refused: (errors: Errors) => void;
  /** It was stopped, or its stream was closed, before it was known. */
  readonly stopped: () => void;
}

/** Sweeps that its fate may be unknown; after them it is accepted, and what goes wrong is told through the stream. */
const UNDECIDED_SWEEPS = 2;

/** Codes of documents that do not hold, and of what another try may mend. */
const ANSWERED: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_NOT_SERVED',
  'OPERATION_RESOLUTION_FAILURE',
  'RATE_LIMITED',
  'SUBSCRIPTION_LIMIT_EXCEEDED',
  'TEMPORARILY_UNAVAILABLE',
]);

/**
 * Whether the request is answered with the errors. Others are told through the stream, as the protocol's own server does: its
 * client takes any answer but 202 for a broken connection, and comes back without having read it.
 */
const isAnswered = (errors: Errors): boolean => errors.some(({ extensions }) => ANSWERED.has(extensions?.['code']));

/** One of the operations of a stream. */
export class SharedOperation implements Subscriber {
  readonly #id: string;
  readonly #outbox: Outbox;
  #expiresAt = Infinity;
  /** Until it is known. */
  #fate: OperationFate | undefined;
  #sweeps = 0;
  #subscription: LiveSubscription | undefined;
  #isOver = false;

  constructor(id: string, outbox: Outbox, fate: OperationFate) {
    this.#id = id;
    this.#outbox = outbox;
    this.#fate = fate;
  }

  subscribe(live: LiveGraph, request: SubscribeRequest): void {
    this.#expiresAt = request.who.expiresAt ?? Infinity;
    const subscription = live.subscribe(request, this);
    if (!this.#isOver) this.#subscription = subscription;
  }

  next(answer: LiveAnswer): void {
    if (this.#isOver) return;
    this.#accept();
    this.#outbox.next(this.#id, answer);
  }

  end(errors?: Errors): void {
    if (this.#isOver) return;
    this.#subscription = undefined;
    this.#end(errors);
  }

  /** Nothing more is wanted of it. */
  stop(): void {
    if (!this.#isOver) this.#close();
    this.#outbox.drop(this.#id);
    this.#fate?.stopped();
    this.#fate = undefined;
  }

  sweep(now: number): void {
    if (this.#isOver) return;
    if (this.#expiresAt <= now) return this.#end(TOKEN_EXPIRED);
    if (this.#fate === undefined) return;
    this.#sweeps += 1;
    if (this.#sweeps >= UNDECIDED_SWEEPS) this.#accept();
  }

  #end(errors: Errors | undefined): void {
    this.#close();
    const fate = this.#fate;
    if (fate && errors && isAnswered(errors)) {
      this.#fate = undefined;
      fate.refused(errors);
      return;
    }
    this.#accept();
    this.#outbox.end(this.#id, errors);
  }

  #accept(): void {
    this.#fate?.accepted();
    this.#fate = undefined;
  }

  #close(): void {
    this.#isOver = true;
    this.#subscription?.close();
    this.#subscription = undefined;
  }
}
