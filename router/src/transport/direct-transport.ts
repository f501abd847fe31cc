import type { Log } from '@stoa/platform';
import type { SubgraphHandler, SubgraphRequest, SubgraphResponse } from '@stoa/subgraph-kit';
import { deadlineExceeded, internalError } from '../masked-errors.ts';
import type { SubgraphFetch, SubgraphTransport } from './subgraph-transport.ts';
import { patienceOf, Waiter } from './waiter.ts';

export interface DirectTransportOptions {
  readonly log: Log;
  /** Longest time an answer may take, milliseconds; never longer than the operation's deadline. */
  readonly timeoutMs?: number | undefined;
}

/** A subgraph in this process: a call. */
export const directTransport = (
  subgraph: { readonly handle: SubgraphHandler; readonly http: SubgraphTransport['http'] },
  { log, timeoutMs }: DirectTransportOptions,
): SubgraphTransport => ({
  takes: 'objects',
  fetch: (fetch) => {
    const { request } = fetch;
    const patienceMs = patienceOf(request, timeoutMs);
    if (patienceMs <= 0) return Promise.resolve({ errors: [deadlineExceeded(request.requestId)] });
    const asked = new DirectRequest(fetch);
    const waiter = new Waiter({ request, patienceMs, onGivingUp: () => asked.abandon() });
    call(subgraph.handle, asked).then(
      (response) => waiter.settle(response),
      (error: unknown) => {
        // Handlers do not reject; one that does all the same must not take the other domains' answers along.
        log.error({ err: error, requestId: request.requestId, subgraph: fetch.query.subgraph }, 'subgraph rejected');
        waiter.settle({ errors: [internalError(request.requestId)] });
      },
    );
    return waiter.answer;
  },
  http: subgraph.http,
});

// A handler may throw before it has a promise to give.
const call = async (handle: SubgraphHandler, request: SubgraphRequest): Promise<SubgraphResponse> => handle(request);

/** The request as the handler sees it. Its signal is made when somebody asks for it: few handlers do. */
class DirectRequest implements SubgraphRequest {
  readonly query: string;
  readonly variables: SubgraphRequest['variables'];
  readonly caller: SubgraphRequest['caller'];
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly deadline: Date;
  #left: AbortController | undefined;
  #isAbandoned = false;

  constructor({ query, request, ...rest }: SubgraphFetch) {
    this.query = query.text;
    this.variables = variablesOf(rest);
    this.caller = request.caller;
    this.requestId = request.requestId;
    this.traceparent = request.traceparent;
    this.deadline = request.deadline;
  }

  get signal(): AbortSignal {
    this.#left ??= new AbortController();
    if (this.#isAbandoned) this.#left.abort();
    return this.#left.signal;
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.#left?.abort();
  }
}

function variablesOf({ variables, representations }: Pick<SubgraphFetch, 'variables' | 'representations'>) {
  let all = variables;
  // Names as computed keys: a variable called __proto__ stays a variable.
  for (const { variable, values } of representations) all = { ...all, [variable]: values };
  return all;
}
