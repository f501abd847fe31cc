import type { Churn } from './scenarios/churn.ts';
import type { FollowRound } from './scenarios/follow-round.ts';
import type { RealGraph } from './scenarios/real-graph.ts';

/** What became of one server in all its rounds. */
export interface ServerRounds {
  readonly name: string;
  readonly what: string;
  readonly rounds: readonly FollowRound[];
}

/** All that a run found; what was not asked for is missing. */
export interface Results {
  readonly oneKey?: readonly ServerRounds[];
  readonly distinctKeys?: readonly ServerRounds[];
  readonly realGraph?: readonly RealGraph[];
  readonly churn?: Churn;
}

/** Rounds in one: the least of each figure, as other programs can only add to it; the most of what was lost. */
export const leastOf = (rounds: readonly FollowRound[]): FollowRound | undefined => {
  const [first] = rounds;
  if (!first) return undefined;
  const least = (figure: keyof FollowRound) => Math.min(...rounds.map((round) => round[figure]));
  const names = Object.keys(first) as (keyof FollowRound)[];
  return {
    ...(Object.fromEntries(names.map((name) => [name, least(name)])) as Record<keyof FollowRound, number>),
    lost: Math.max(...rounds.map(({ lost }) => lost)),
  };
};
