import type { PrunedOperation } from '../authorize/prune.ts';
import type { Step } from '../execute/request-state.ts';
import type { PartProjector, PartsProjector } from '../project/compile-parts-projector.ts';

/** What is made of an operation of which something is deferred. */
export interface InParts {
  readonly projector: Pick<PartsProjector, 'first' | 'textOf'>;
  /** Those around before those within. */
  readonly parts: readonly DeferredPart[];
}

/** A deferred fragment, ready to be fetched and projected. */
export interface DeferredPart extends PartProjector {
  /** The client's. */
  readonly clientLabel: string | undefined;
  /** Fetches that bring what it needs. */
  readonly depends: readonly string[];
  readonly run: Step;
  /** What the rights do not reach in it. */
  readonly pruned: PrunedOperation | undefined;
}
