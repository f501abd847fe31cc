import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { PrimarySubscription } from '../compile/compile-subscription.ts';
import { internalError } from '../masked-errors.ts';
import type { CoercedVariables, EngineAnswer, EngineRequest } from './engine.ts';
import type { Runnable } from './executable.ts';
import { answerOf, stateOf } from './execute-operation.ts';
import type { KnownOperation } from './known-operation.ts';
import type { Workshop } from './workshop.ts';

export interface StreamAnswersOptions {
  readonly workshop: Workshop;
  readonly operation: KnownOperation;
  readonly executable: Runnable & { readonly primary: PrimarySubscription };
  /** Of each event, but for its deadline. */
  readonly request: EngineRequest;
  /** How long an event may take, milliseconds. */
  readonly patienceMs: number;
  readonly coerced: CoercedVariables;
  readonly onAnswer: (answer: EngineAnswer) => void;
}

/** Events of one stream that wait at most while another is answered. */
export const MOST_WAITING = 100;

/** Answers the events of one stream, one after the other: what they show may depend on one another. */
export class StreamAnswers {
  readonly #options: StreamAnswersOptions;
  #waiting: SubgraphResponse[] = [];
  #isAnswering = false;
  #isStopped = false;
  #onIdle: (() => void) | undefined;

  constructor(options: StreamAnswersOptions) {
    this.#options = options;
  }

  /** @returns whether it will be answered: not when too many wait already */
  add(event: SubgraphResponse): boolean {
    if (!this.#isAnswering) this.#answer(event);
    else if (this.#waiting.length >= MOST_WAITING) return false;
    else this.#waiting.push(event);
    return true;
  }

  /** Calls back when everything has been answered, perhaps at once. */
  whenIdle(onIdle: () => void): void {
    if (this.#isAnswering) this.#onIdle = onIdle;
    else onIdle();
  }

  /** Nothing is answered any more. */
  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
  }

  #answer(event: SubgraphResponse): void {
    const { workshop, operation, executable, request, patienceMs, coerced } = this.#options;
    this.#isAnswering = true;
    const deadline = new Date(Date.now() + patienceMs);
    const state = stateOf(workshop, operation, { request: { ...request, deadline }, coerced });
    const answer = () => answerOf(workshop, { operation, executable, state });
    try {
      executable.primary.take(state, event);
      const running = executable.run(state);
      if (!running) this.#deliver(answer());
      else
        running.then(answer).then(
          (made) => this.#deliver(made),
          (error: unknown) => this.#deliver(this.#failed(error)),
        );
    } catch (error) {
      this.#deliver(this.#failed(error));
    }
  }

  #deliver(answer: EngineAnswer): void {
    if (this.#isStopped) return;
    this.#options.onAnswer(answer);
    this.#isAnswering = false;
    const next = this.#waiting.shift();
    if (next !== undefined) this.#answer(next);
    else this.#onIdle?.();
  }

  #failed(error: unknown): EngineAnswer {
    const { workshop, request } = this.#options;
    workshop.log.error({ err: error, requestId: request.requestId }, 'event of a subscription failed');
    return { errors: [internalError(request.requestId)] };
  }
}
