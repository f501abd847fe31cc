import type { CoercedVariables, EngineRequest } from '../engine/engine.ts';
import type { Place } from '../compile/collect-places.ts';
import type { EntityTable } from './entity-table.ts';
import type { Wave } from './wave.ts';
import type { SubgraphError } from './subgraph-error.ts';

/** What one execution of an operation knows while it goes on. */
export interface RequestState {
  readonly request: EngineRequest;
  /** With defaults filled in: what conditions read. Subgraphs get the client's own. */
  readonly coerced: CoercedVariables;
  readonly isMutation: boolean;
  readonly data: Place;
  readonly errors: ReportedError[];
  /** Entities that this request has asked about, by query and how that names them. */
  readonly entities: Map<string, EntityTable>;
  readonly wave: Wave;
  /** Told of each fetch that deferred ones depend on, once its answer is in the data. */
  readonly onFetched?: ((id: string) => void) | undefined;
  /** What is fetched ahead joins the data after this: the part before is answered from them first. */
  readonly mayMerge?: Promise<void> | undefined;
}

/** An error of a subgraph at its place in the client's answer. */
export interface ReportedError {
  readonly subgraph: string;
  readonly error: SubgraphError;
  readonly path: readonly (string | number)[] | undefined;
}

/** Errors of one answer at most: a domain that fails for a thousand entities has said it after a hundred. */
const MOST_ERRORS = 100;

export const report = (state: RequestState, error: ReportedError): void => {
  if (state.errors.length < MOST_ERRORS) state.errors.push(error);
};

/** A step of a compiled plan: a promise when it has to wait for a subgraph. */
export type Step = (state: RequestState) => Promise<void> | void;
