import type { Operation } from './engine.ts';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { PrunedOperation } from '../authorize/prune.ts';
import type { PrimarySubscription } from '../compile/compile-subscription.ts';
import type { Step } from '../execute/request-state.ts';
import type { Cursor } from '../live/events/cursor.ts';
import type { Projector } from '../project/projector.ts';
import type { InParts } from './deferred-part.ts';

/** An operation as it is planned and compiled. */
export interface OperationToMake extends Operation {
  /** Read beside what was selected, where the operation answers a subscription's events. */
  readonly cursor: Cursor | undefined;
  /** Its document without `@defer`. */
  readonly whole: DocumentNode;
}

/** An operation made ready for those who have the same rights and decide alike what it skips and includes. */
export type Executable = Runnable | Unplannable;

export interface Runnable {
  /** Of a subscription that a subgraph serves: its events begin the data; `run` fetches the rest of each. */
  readonly primary?: PrimarySubscription | undefined;
  readonly run: Step;
  readonly project: Projector;
  /** What its plan takes in memory, roughly. */
  readonly planBytes: number;
  /** What these rights do not reach; undefined when they reach everything. */
  readonly pruned: PrunedOperation | undefined;
  /** What is answered after the first part, which is what the rest here is of; undefined when the answer is whole. */
  readonly inParts?: InParts | undefined;
}

interface Unplannable {
  readonly run?: undefined;
  readonly error: GraphQLFormattedError;
  readonly status: number;
}
