import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import { errorsFor } from '../authorize/prune.ts';
import type { PrimarySubscription } from '../compile/compile-subscription.ts';
import { clientErrors } from '../execute/client-errors.ts';
import { pick } from '../execute/wave.ts';
import { internalError } from '../masked-errors.ts';
import type { SubgraphSubscription } from '../transport/subgraph-transport.ts';
import type { CoercedVariables, EngineRequest, Stream, StreamListener } from './engine.ts';
import type { Executable, Runnable } from './executable.ts';
import type { KnownOperation } from './known-operation.ts';
import { Client } from './leaving.ts';
import { StreamAnswers } from './live-stream-answers.ts';
import type { Workshop } from './workshop.ts';

/**
 * How a subscription is followed that a subgraph serves itself: planned once for each variant of rights and booleans; each
 * event is the beginning of the data, the rest is fetched from other subgraphs. An event has as long for it as the request
 * had until its deadline.
 */
export const followedStream = (workshop: Workshop, operation: KnownOperation): Stream => ({
  follow: (request, listener) => {
    const stream = new FollowedStream({ workshop, operation, request, listener });
    stream.begin();
    return { close: () => stream.close() };
  },
  warm: async (identity) => {
    await operation.executableFor(identity, NO_VARIABLES);
  },
});

/** What is skipped and included by variables that nobody set. */
const NO_VARIABLES = {};

interface FollowedStreamOptions {
  readonly workshop: Workshop;
  readonly operation: KnownOperation;
  readonly request: EngineRequest;
  readonly listener: StreamListener;
}

class FollowedStream {
  readonly #options: FollowedStreamOptions;
  readonly #patienceMs: number;
  /** Of the fetches for events. */
  readonly #client = new Client();
  #answers: StreamAnswers | undefined;
  #subscription: SubgraphSubscription | undefined;
  #isOver = false;

  constructor(options: FollowedStreamOptions) {
    this.#options = options;
    this.#patienceMs = options.request.deadline.getTime() - Date.now();
  }

  begin(): void {
    const { workshop, operation, request } = this.#options;
    request.leaving?.add(this);
    if (request.leaving?.hasLeft) this.close();
    else
      this.#begin().catch((error: unknown) => {
        const { requestId } = request;
        workshop.log.error({ err: error, requestId, operation: operation.name }, 'subscription failed');
        this.#end([internalError(requestId)]);
      });
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.request.leaving?.delete(this);
    this.#answers?.stop();
    this.#client.leave();
    this.#subscription?.close();
  }

  /** The client has left. */
  leave(): void {
    this.close();
  }

  async #begin(): Promise<void> {
    const { workshop, operation, request } = this.#options;
    const { coerced, errors } = operation.coerce(request.variables);
    if (!coerced) {
      this.#end(errors);
      return;
    }
    const admitted = request.admit?.(operation, coerced);
    const admission = admitted instanceof Promise ? await admitted : admitted;
    if (admission?.refusal) {
      this.#end([admission.refusal.error]);
      return;
    }
    const ready = operation.executableFor(request.identity, coerced);
    if (!(ready instanceof Promise)) workshop.watch.onPlanFound?.();
    const executable = ready instanceof Promise ? await ready : ready;
    if (!this.#isOver) this.#follow(executable, coerced);
  }

  #follow(executable: Executable, coerced: CoercedVariables): void {
    const { workshop, operation, request: asked, listener } = this.#options;
    if (!executable.run) return this.#end([executable.error]);
    const subscribe = hasPrimary(executable) && workshop.subscriberOf(executable.primary.spec.query.subgraph);
    if (!subscribe) {
      const refused = executable.pruned && errorsFor(executable.pruned, coerced, asked.identity);
      return this.#end(executable.primary || !refused?.length ? [NOT_SERVED] : refused);
    }
    const request = { ...asked, admit: undefined, acceptsParts: undefined, leaving: this.#client, isAfterEvent: true };
    const { query, variableUsages } = executable.primary.spec;
    const variables = pick(request.variables, variableUsages);
    const answers = new StreamAnswers({
      workshop,
      operation,
      executable,
      request,
      patienceMs: this.#patienceMs,
      coerced,
      onAnswer: listener.next,
    });
    this.#answers = answers;
    this.#subscription = subscribe(
      { query, variables, representations: [], request },
      {
        next: (event) => {
          if (!this.#isOver && !answers.add(event)) this.#end([TOO_FAST]);
        },
        end: (errors) => {
          if (!this.#isOver) answers.whenIdle(() => this.#end(errors && this.#explained(query.subgraph, errors)));
        },
      },
    );
    // It may have ended before there was anything to close.
    if (this.#isOver) this.#subscription.close();
  }

  #end(errors?: readonly GraphQLFormattedError[]): void {
    if (this.#isOver) return;
    this.close();
    this.#options.listener.end(errors);
  }

  #explained(subgraph: string, errors: NonNullable<SubgraphResponse['errors']>): readonly GraphQLFormattedError[] {
    const { workshop, request } = this.#options;
    const { passedErrors: passed, log, clientName: responseNameOf } = workshop;
    return clientErrors(
      errors.slice(0, MOST_ERRORS).map((error) => ({ subgraph, error, path: error.path })),
      { passed, log, requestId: request.requestId, responseNameOf },
    );
  }
}

/** Errors of an end at most: each that has no code is logged. */
const MOST_ERRORS = 100;

const hasPrimary = (executable: Runnable): executable is Runnable & { readonly primary: PrimarySubscription } =>
  executable.primary !== undefined;

const NOT_SERVED: GraphQLFormattedError = {
  message: 'This subscription is not served.',
  extensions: { code: 'OPERATION_NOT_SERVED' },
};
const TOO_FAST: GraphQLFormattedError = {
  message: 'More came at once than can be answered. Subscribe again, and ask for less.',
  extensions: { code: 'SUBSCRIPTION_TOO_FAST' },
};
