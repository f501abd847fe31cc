import type { Comparison, Difference } from './compare.ts';
import type { Graph } from './graph.ts';
import type { Ask } from './router.ts';

/** One operation that was asked everywhere, and what came of it. */
export interface Case extends Comparison {
  /** Seed, graph and operation. */
  readonly where: string;
  readonly graph: Graph;
  readonly ask: Ask;
  readonly planText: string;
  /** Whether we asked a subgraph for a field without what it requires. */
  readonly isUntold: boolean;
  /** Whether stock errs about this operation even where nothing fails. Known for differences alone. */
  readonly isStockWrong: boolean;
  readonly differences: readonly Difference[];
  /** What is different from stock when it carries out our plan. */
  readonly differencesOnOurPlan: readonly Difference[];
  /** Whether stock errs on our plan even where nothing fails. Known for differences on our plan alone. */
  readonly isStockWrongOnOurPlan: boolean;
}
