import type { Log } from '@stoa/platform';
import { buildASTSchema, buildSchema, isAbstractType, parse, type GraphQLSchema } from 'graphql';
import { authorizationOf } from '../authorize/authorization.ts';
import { combineFetches } from '../compile/combine-fetches.ts';
import type { PlanCompiler } from '../compile/compile-plan.ts';
import { fetchSpecs } from '../compile/fetch-spec.ts';
import { mergingOf } from '../compile/merge.ts';
import { typeNamesOf } from '../compile/type-names.ts';
import { costsOf } from '../cost/costs-of.ts';
import type { PassedErrors } from '../execute/client-errors.ts';
import type { FetchAnswer, Send } from '../execute/wave.ts';
import { eventFieldsOf } from '../live/events/event-fields.ts';
import { internalError } from '../masked-errors.ts';
import type { Planner } from '../plan/planner.ts';
import { requiredFields } from '../plan/required-fields.ts';
import type { SubgraphFetch, SubgraphTransport } from '../transport/subgraph-transport.ts';
import type { Operation } from './engine.ts';
import { executableMemory, type ExecutableMemory } from './executable-memory.ts';
import type { OperationMemoryOptions } from './operation-memory.ts';
import { stockExecution } from './stock-step.ts';

export interface EngineOptions {
  readonly supergraphSdl: string;
  /** Plans this very supergraph. The engine closes it. */
  readonly planner: Planner;
  readonly subgraphs: Readonly<Record<string, SubgraphTransport>>;
  readonly log: Log;
  /** Which errors of subgraphs pass in their own words; default `coded`. */
  readonly passedErrors?: PassedErrors | undefined;
  /** How many operations are remembered, compiled. */
  readonly remembered?: OperationMemoryOptions | undefined;
  readonly watch?: EngineWatch | undefined;
}

export interface Fetched {
  /** `errors`: data came with errors; `failed`: none came. */
  readonly outcome: 'ok' | 'errors' | 'failed';
  readonly ms: number;
}

/** Told of what the engine does, for metrics, tests and benches. */
export interface EngineWatch {
  readonly onFetch?: ((fetch: SubgraphFetch) => void) | undefined;
  /** How a fetch ended and how long it took. */
  readonly onFetched?: ((subgraph: string, fetched: Fetched) => void) | undefined;
  /** An operation was ready when it was asked for. */
  readonly onPlanFound?: (() => void) | undefined;
  /** A plan was made and compiled for an operation. */
  readonly onPlanned?: ((operation: Operation, milliseconds: number) => void) | undefined;
  /** An operation is run by stock execution, and why. */
  readonly onStock?: ((operation: Operation, reason: string) => void) | undefined;
}

/** What every operation of one supergraph is made ready with. */
export interface Workshop extends PlanCompiler {
  readonly apiSchema: GraphQLSchema;
  readonly planner: Planner;
  readonly authorization: ReturnType<typeof authorizationOf>;
  readonly costs: ReturnType<typeof costsOf>;
  /** Fields of Subscription that events feed, by name. */
  readonly eventFields: ReturnType<typeof eventFieldsOf>;
  readonly requiredFields: ReturnType<typeof requiredFields>;
  readonly combine: ReturnType<typeof combineFetches>;
  /** How a subgraph's own subscriptions are begun; undefined where it serves none. */
  readonly subscriberOf: (subgraph: string) => SubgraphTransport['subscribe'];
  readonly stock: ReturnType<typeof stockExecution>;
  readonly executables: ExecutableMemory;
  readonly passedErrors: PassedErrors;
  readonly watch: EngineWatch;
  readonly log: Log;
}

/** @throws when the supergraph names a subgraph without a transport. */
export function workshopOf(options: EngineOptions): Workshop {
  const { supergraphSdl, planner, log, passedErrors = 'coded', watch = {} } = options;
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const apiSchema = buildSchema(planner.supergraph.apiSdl, { assumeValidSDL: true, assumeValid: true });
  const supergraphSchema = buildASTSchema(supergraph, {
    assumeValidSDL: true,
    assumeValid: true,
  });
  const transports = transportsOf(options);
  const takes = (subgraph: string) => transports.get(subgraph)?.takes ?? 'objects';
  const send = sendOver(transports, options);
  const merging = mergingOf((name) => isAbstractType(supergraphSchema.getType(name)));
  const required = requiredFields(supergraph);
  const specs = fetchSpecs(required.clientName);
  const subgraphs = [...transports.keys()];
  return {
    apiSchema,
    planner,
    typeNames: typeNamesOf(supergraphSchema),
    specs,
    takes,
    send,
    merging,
    authorization: authorizationOf(supergraph, apiSchema),
    costs: costsOf(supergraph, apiSchema),
    eventFields: eventFieldsOf(supergraph, apiSchema),
    requiredFields: required,
    clientName: required.clientName,
    combine: combineFetches(specs),
    subscriberOf: (subgraph) => transports.get(subgraph)?.subscribe,
    stock: stockExecution({
      supergraphSdl,
      apiSchema,
      supergraphSchema,
      subgraphs,
      send,
      takes,
      merge: merging.deepMerge,
    }),
    executables: executableMemory(),
    passedErrors,
    watch,
    log,
  };
}

function transportsOf({ planner, subgraphs }: EngineOptions): Map<string, SubgraphTransport> {
  return new Map(
    planner.supergraph.subgraphs.map(({ name }) => {
      const transport = Object.hasOwn(subgraphs, name) ? subgraphs[name] : undefined;
      if (!transport) throw new Error(`The supergraph names ${name}, but no transport to it was given`);
      return [name, transport];
    }),
  );
}

function sendOver(transports: ReadonlyMap<string, SubgraphTransport>, { log, watch }: EngineOptions): Send {
  const fetchFrom: Send = (fetch) => {
    const { subgraph } = fetch.query;
    return (transports.get(subgraph) as SubgraphTransport).fetch(fetch).catch((error: unknown) => {
      // Transports do not reject; one that does all the same must not take the other domains' answers along.
      const { requestId } = fetch.request;
      log.error({ err: error, requestId, subgraph }, 'transport rejected');
      return { errors: [internalError(requestId)] };
    });
  };
  const { onFetch, onFetched } = watch ?? {};
  if (!onFetch && !onFetched) return fetchFrom;
  return (fetch) => {
    onFetch?.(fetch);
    const answer = fetchFrom(fetch);
    return onFetched ? timed(answer, (fetched) => onFetched(fetch.query.subgraph, fetched)) : answer;
  };
}

function timed(answer: Promise<FetchAnswer>, onFetched: (fetched: Fetched) => void): Promise<FetchAnswer> {
  const started = performance.now();
  return answer.then((got) => {
    const outcome = !got.errors ? 'ok' : got.data ? 'errors' : 'failed';
    onFetched({ outcome, ms: performance.now() - started });
    return got;
  });
}
