import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { EngineRequest } from '../engine/engine.ts';
import { deadlineExceeded } from '../masked-errors.ts';

export interface WaiterOptions {
  readonly request: EngineRequest;
  /** Milliseconds until the answer is no longer waited for; more than 0. */
  readonly patienceMs: number;
  /** Called when it gives up before the answer is there: nobody reads that any more. */
  readonly onGivingUp: (waiter: Waiter) => void;
}

/**
 * One reader of one answer. It settles once: with what it is given, or with DEADLINE_EXCEEDED when its time is over or its
 * client has left. The timer and the listener end with it.
 */
export class Waiter {
  readonly request: EngineRequest;
  readonly answer: Promise<SubgraphResponse>;
  readonly #resolve: (response: SubgraphResponse) => void;
  readonly #onGivingUp: (waiter: Waiter) => void;
  readonly #timer: NodeJS.Timeout;
  #isSettled = false;

  constructor({ request, patienceMs, onGivingUp }: WaiterOptions) {
    const { promise, resolve } = Promise.withResolvers<SubgraphResponse>();
    this.request = request;
    this.answer = promise;
    this.#resolve = resolve;
    this.#onGivingUp = onGivingUp;
    this.#timer = setTimeout(giveUp, patienceMs, this);
    request.leaving?.add(this);
  }

  settle(response: SubgraphResponse): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.request.leaving?.delete(this);
    this.#resolve(response);
  }

  giveUp(): void {
    if (this.#isSettled) return;
    this.settle({ errors: [deadlineExceeded(this.request.requestId)] });
    this.#onGivingUp(this);
  }

  /** The client has left. */
  leave(): void {
    this.giveUp();
  }
}

/** Milliseconds in which a fetch has to be answered: none when its deadline has passed or its client has left. */
export const patienceOf = ({ deadline, leaving }: EngineRequest, timeoutMs = Infinity): number =>
  leaving?.hasLeft ? 0 : Math.min(deadline.getTime() - Date.now(), timeoutMs);

const giveUp = (waiter: Waiter) => waiter.giveUp();
