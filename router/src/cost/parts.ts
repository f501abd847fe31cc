import { sum, type Cost } from './cost.ts';

/** What a selection set costs, in two parts: the second counts once for each item that the field above has been sized for. */
export interface Parts {
  readonly fixed: Cost;
  readonly perItem: Cost;
}

export const NOTHING: Parts = { fixed: 0, perItem: 0 };

export const beside = (parts: readonly Parts[]): Parts => ({
  fixed: sum(parts.map(({ fixed }) => fixed)),
  perItem: sum(parts.map(({ perItem }) => perItem)),
});
