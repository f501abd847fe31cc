import type { Caller } from '@stoa/kernel';
import { TransientError, type Door } from '@stoa/messaging';

/** A registered operation of `schema/operations/commands`, as codegen writes it for the subgraph that asks it. */
export interface TypedOperation<Result, Variables> {
  readonly id: string;
  readonly document: string;
  readonly __types?: { readonly result: Result; readonly variables: Variables };
}

/** One question to the supergraph on its way to the router. */
export interface GraphQuestion {
  /** The subgraph that asks; the router runs only operations registered to it. */
  readonly subgraph: string;
  readonly operationId: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The viewer's claims together with the operation's service scope, or the service alone. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly deadline: Date;
  readonly signal?: AbortSignal;
}

export interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

/** How questions travel: a call in one process, a signed request to the router otherwise. */
export type GraphTransport = (question: GraphQuestion) => Promise<GraphAnswer>;

/** Reads across the graph, for commands and for what listeners gather. Writes never cross it. */
export interface Graph {
  /**
   * Asks one registered operation: as the viewer of the door with the operation's service scope, or as the service alone.
   * @throws TransientError for every failure, also a partial one: a command must not decide on half the facts.
   */
  ask<Result, Variables extends Readonly<Record<string, unknown>>>(
    operation: TypedOperation<Result, Variables>,
    variables: Variables,
    options: { readonly door: Door; readonly as: 'viewer' | 'service' },
  ): Promise<Result>;
}

/** Long enough for one wave over slow domains, short enough for a person to wait. */
const DEFAULT_TIMEOUT_MS = 6_000;

/** A subgraph's way to ask the supergraph, over the transport that its process has. */
export const graphFor = (subgraph: string, transport: GraphTransport): Graph => ({
  ask: async (operation, variables, { door, as }) => {
    const service = { name: subgraph, scopes: ['internal'] };
    const answer = await transport({
      subgraph,
      operationId: operation.id,
      variables,
      caller: as === 'viewer' ? { ...door.caller, service } : { service },
      requestId: door.correlationId,
      deadline: door.deadline ?? new Date(Date.now() + DEFAULT_TIMEOUT_MS),
      ...(door.signal && { signal: door.signal }),
    }).catch((error: unknown) => {
      throw new TransientError(`The graph did not answer ${operation.id}`, { cause: error });
    });
    if (answer.errors?.length || !answer.data)
      throw new TransientError(`The graph answered ${operation.id} in part: ${describe(answer)}`);
    return answer.data as never;
  },
});

const describe = ({ errors = [] }: GraphAnswer) =>
  errors.map(({ message, path }) => `${path?.join('.') ?? ''} ${message}`).join('; ') || 'no data';
