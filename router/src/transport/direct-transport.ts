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
    const left = new AbortController();
    const waiter = new Waiter({ request, patienceMs, onGivingUp: () => left.abort() });
    call(subgraph.handle, requestOf(fetch, left.signal)).then(
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

const requestOf = ({ query, request, ...rest }: SubgraphFetch, signal: AbortSignal): SubgraphRequest => ({
  query: query.text,
  variables: variablesOf(rest),
  caller: request.caller,
  requestId: request.requestId,
  traceparent: request.traceparent,
  deadline: request.deadline,
  signal,
});

function variablesOf({ variables, representations }: Pick<SubgraphFetch, 'variables' | 'representations'>) {
  let all = variables;
  // Names as computed keys: a variable called __proto__ stays a variable.
  for (const { variable, values } of representations) all = { ...all, [variable]: values };
  return all;
}
