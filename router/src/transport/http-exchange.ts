import type { Dispatcher, Pool } from 'undici';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { EngineRequest } from '../engine/engine.ts';
import type { Waiter } from './waiter.ts';

/** What a peer said: its status and the whole body. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface HttpExchangeOptions {
  readonly pool: Pool;
  readonly dispatch: Dispatcher.DispatchOptions;
  /** Whether it may be sent again when the peer closed the connection before it answered. */
  readonly isRepeatable: boolean;
  /** Each reader's own copy of the answer: it writes into its data. */
  readonly read: (answer: HttpAnswer, request: EngineRequest) => SubgraphResponse;
  readonly explain: (error: Error, request: EngineRequest) => SubgraphResponse;
  /** Called once, when nobody can join any more. */
  readonly onEnd: () => void;
}

// A kept connection may be closed by the other side while we write: nothing was answered, reading again is harmless.
const CLOSED_BY_PEER = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** One request on the wire and everybody who waits for its answer; it is broken off when all of them have left. */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #options: HttpExchangeOptions;
  readonly #waiters: Waiter[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #wasRepeated = false;
  #status = 0;
  #first: Buffer | undefined;
  #chunks: Buffer[] | undefined;

  constructor(options: HttpExchangeOptions) {
    this.#options = options;
  }

  join(waiter: Waiter): void {
    this.#waiters.push(waiter);
  }

  send(): void {
    this.#options.pool.dispatch(this.#options.dispatch, this);
  }

  leave(waiter: Waiter): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    if (this.#waiters.length > 0 || this.#isOver) return;
    this.#end();
    this.#controller?.abort(new Error('Nobody waits for the answer'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Thrown, not aborted: the request waited for a connection in vain, and the connection is good for the next one.
    if (this.#isOver) throw new Error('Nobody waits for the answer');
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    // 103 Early Hints and their like come before the answer.
    if (status >= 200) this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#first === undefined) this.#first = chunk;
    else (this.#chunks ??= [this.#first]).push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#end();
    const body = this.#chunks ? Buffer.concat(this.#chunks) : this.#first;
    const answer: HttpAnswer = { status: this.#status, text: body?.toString('utf8') ?? '' };
    for (const waiter of this.#waiters) waiter.settle(this.#options.read(answer, waiter.request));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#isOver) return;
    if (this.#mayRepeat(error)) {
      this.#wasRepeated = true;
      this.#controller = undefined;
      this.send();
      return;
    }
    this.#end();
    for (const waiter of this.#waiters) waiter.settle(this.#options.explain(error, waiter.request));
  }

  #mayRepeat(error: Error & { code?: string }): boolean {
    if (this.#wasRepeated || !this.#options.isRepeatable || this.#status !== 0) return false;
    return CLOSED_BY_PEER.has(error.code ?? '');
  }

  #end(): void {
    this.#isOver = true;
    this.#options.onEnd();
  }
}
