import type { Case } from './case.ts';
import type { Difference } from './compare.ts';
import { FEATURES, WORLD_FEATURES } from './features.ts';
import { PLANNER_FAULTS, STOCK_BUGS, type StockBug } from './stock-bugs.ts';

/** What a run has met so far. */
export interface Report {
  comparisons: number;
  graphs: number;
  /** Graphs that did not compose. */
  discardedGraphs: number;
  /** Operations that were not valid. */
  discardedOperations: number;
  readonly features: Map<string, number>;
  readonly stockBugs: Map<string, number>;
  readonly unexplained: Case[];
}

export const emptyReport = (): Report => ({
  comparisons: 0,
  graphs: 0,
  discardedGraphs: 0,
  discardedOperations: 0,
  features: new Map([...Object.keys(FEATURES), ...WORLD_FEATURES].map((name) => [name, 0])),
  stockBugs: new Map(),
  unexplained: [],
});

export const meetsAllFeatures = ({ features }: Report): boolean => ![...features.values()].includes(0);

/** Counts what a case meets, and what explains its differences. */
export const judge = (found: Case, report: Report): void => {
  for (const [name, isMet] of Object.entries(FEATURES)) if (isMet(found)) count(report.features, name, 1);
  const reasons = found.differences.map((difference) => reasonOf(difference, found));
  const bugs = reasons.filter((bug) => bug !== undefined);
  if (bugs.length < reasons.length) report.unexplained.push(found);
  else for (const name of new Set(bugs.map((bug) => bug.name))) count(report.stockBugs, name, 1);
};

// Stock may be wrong where the two differ; what the truth says can only be excused by the plan.
const reasonOf = (difference: Difference, found: Case): StockBug | undefined =>
  [...(difference.kind === 'from stock' ? STOCK_BUGS : []), ...PLANNER_FAULTS].find(({ explains }) =>
    explains(found, difference),
  );

export const count = (counts: Map<string, number>, name: string, more: number): void =>
  void counts.set(name, (counts.get(name) ?? 0) + more);
