/** What an evaluation has at hand. */
export interface Evaluation {
  /** Coerced: defaults are in, what was not given is absent. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Results that several places share, by slot; NaN while unknown. */
  readonly shared: Float64Array;
}

/** Known when an operation is compiled, or a function where it depends on variables. */
export type Cost = number | ((evaluation: Evaluation) => number);

/** The largest cost there is: sums and products stay finite, so none of them becomes NaN. */
export const MOST = Number.MAX_SAFE_INTEGER;

const bounded = (cost: number): number => Math.min(Math.max(cost, -MOST), MOST);

export const sum = (costs: readonly Cost[]): Cost => {
  const known = bounded(costs.reduce<number>((total, cost) => (typeof cost === 'number' ? total + cost : total), 0));
  const open = costs.filter((cost) => typeof cost !== 'number');
  const [only] = open;
  if (!only) return known;
  if (open.length === 1) return known === 0 ? only : (evaluation) => bounded(known + only(evaluation));
  return (evaluation) => {
    let total = known;
    for (const cost of open) total += cost(evaluation);
    return bounded(total);
  };
};

export const product = (left: Cost, right: Cost): Cost => {
  if (left === 0 || right === 0) return 0;
  if (left === 1) return right;
  if (typeof left !== 'number')
    return typeof right === 'number'
      ? (evaluation) => bounded(left(evaluation) * right)
      : (evaluation) => bounded(left(evaluation) * right(evaluation));
  if (typeof right === 'number') return bounded(left * right);
  return (evaluation) => bounded(left * right(evaluation));
};

/** Counts only where a condition holds. */
export const when = (condition: Condition, cost: Cost): Cost => {
  if (condition === false || cost === 0) return 0;
  if (condition === true) return cost;
  return typeof cost === 'number'
    ? ({ variables }) => (condition(variables) ? cost : 0)
    : (evaluation) => (condition(evaluation.variables) ? cost(evaluation) : 0);
};

export type Condition = boolean | ((variables: Evaluation['variables']) => boolean);

/** Computed once an evaluation, from however many places it is reached: fragments that spread one another double with each level. */
export const share =
  (slot: number, cost: (evaluation: Evaluation) => number): Cost =>
  (evaluation) => {
    const { shared } = evaluation;
    const known = shared[slot];
    if (known !== undefined && !Number.isNaN(known)) return known;
    const value = cost(evaluation);
    shared[slot] = value;
    return value;
  };
