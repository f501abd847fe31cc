import type { GraphQLFormattedError } from 'graphql';
import type { LiveAnswer, LiveGraph, LiveSubscription, SubscribeRequest, Subscriber } from '../live-graph.ts';
import { Outbox } from '../outbox.ts';
import type { OpenStream, OpenStreams } from './open-streams.ts';
import type { StreamEnding } from './stream-options.ts';
import { SHUTTING_DOWN, TOKEN_EXPIRED } from './stream-refusals.ts';
import { StreamResponse, type StreamResponseOptions } from './stream-response.ts';
import type { StreamTransport } from './wanted-transport.ts';

type Errors = readonly GraphQLFormattedError[];

export interface DistinctStreamOptions extends StreamResponseOptions {
  readonly transport: StreamTransport;
  /** Answers with what is wrong instead of a stream, where the protocol has it so. */
  readonly refuse?: ((errors: Errors) => void) | undefined;
}

/** A response that carries one subscription. */
export class DistinctStream implements Subscriber, OpenStream {
  readonly transport: StreamTransport;
  ending: StreamEnding = 'left';
  readonly #streams: OpenStreams;
  readonly #wire: StreamResponse;
  readonly #outbox: Outbox;
  /** As long as nothing was sent. */
  #refuse: ((errors: Errors) => void) | undefined;
  #expiresAt = Infinity;
  #subscription: LiveSubscription | undefined;
  #isOver = false;

  constructor(options: DistinctStreamOptions, streams: OpenStreams) {
    this.transport = options.transport;
    this.#streams = streams;
    this.#wire = new StreamResponse(options, streams);
    this.#outbox = new Outbox(this.#wire);
    this.#refuse = options.refuse;
    options.response.on('drain', () => this.#outbox.flush());
    options.response.once('close', () => this.#closed());
    if (!this.#refuse) this.#wire.begin();
    streams.add(this);
  }

  subscribe(live: LiveGraph, request: SubscribeRequest): void {
    this.#expiresAt = request.who.expiresAt ?? Infinity;
    const subscription = live.subscribe(request, this);
    if (!this.#isOver) this.#subscription = subscription;
  }

  next(answer: LiveAnswer): void {
    if (this.#isOver) return;
    this.#refuse = undefined;
    this.#outbox.next('', answer);
  }

  end(errors?: Errors): void {
    if (this.#isOver) return;
    this.#subscription = undefined;
    this.#end('completed', errors);
  }

  sweep(now: number): void {
    if (!this.#isOver && this.#expiresAt <= now) this.#end('expired', TOKEN_EXPIRED);
    if (!this.#wire.sweep()) {
      this.ending = 'stalled';
      this.#wire.destroy();
    } else if (this.#wire.hasBegun) this.#refuse = undefined;
  }

  drain(): void {
    if (this.#isOver) return;
    if (this.#refuse) this.#end('drained', SHUTTING_DOWN);
    else {
      this.#stop('drained');
      this.#wire.leave();
    }
  }

  destroy(): void {
    this.#wire.destroy();
  }

  #end(ending: StreamEnding, errors: Errors | undefined): void {
    this.#stop(this.#refuse && errors ? 'refused' : ending);
    if (this.#refuse && errors) this.#refuse(errors);
    else this.#outbox.end('', errors);
  }

  #stop(ending: StreamEnding): void {
    this.#isOver = true;
    this.ending = ending;
    this.#subscription?.close();
    this.#subscription = undefined;
  }

  #closed(): void {
    if (!this.#isOver) this.#stop(this.ending);
    this.#streams.remove(this);
  }
}
