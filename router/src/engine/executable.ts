import type { GraphQLFormattedError } from 'graphql';
import type { PrunedOperation } from '../authorize/prune.ts';
import type { Step } from '../execute/request-state.ts';
import type { Projector } from '../project/projector.ts';

/** An operation made ready for those who have the same rights and decide alike what it skips and includes. */
export type Executable = Runnable | Unplannable;

export interface Runnable {
  readonly run: Step;
  readonly project: Projector;
  /** What its plan takes in memory, roughly. */
  readonly planBytes: number;
  /** What these rights do not reach; undefined when they reach everything. */
  readonly pruned: PrunedOperation | undefined;
}

interface Unplannable {
  readonly run?: undefined;
  readonly error: GraphQLFormattedError;
  readonly status: number;
}
