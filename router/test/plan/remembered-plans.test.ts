import { describe, expect, test } from '@jest/globals';
import type { QueryPlan } from '@apollo/query-planner';
import { PlanningError, type Planner, type PlanningFault } from '../../src/plan/planner.ts';
import { approximateBytes } from '../../src/plan/plan-size.ts';
import { rememberedPlans } from '../../src/plan/remembered-plans.ts';

const planOf = (text: string): QueryPlan => ({
  kind: 'QueryPlan',
  node: { kind: 'Fetch', serviceName: 'a', operation: text, operationName: undefined, operationKind: 'query' as never },
});

/** Counts what it is asked; documents named as a fault fail with it. */
const aPlanner = () => {
  const asked: string[] = [];
  const planner: Planner = {
    supergraph: { apiSdl: '', subgraphs: [] },
    plan: async (document, operationName) => {
      asked.push(`${operationName ?? ''}:${document}`);
      await new Promise(setImmediate);
      if (document.endsWith('_EXPENSIVE') || document.endsWith('_ERROR'))
        throw new PlanningError(document as PlanningFault, '');
      return planOf(document);
    },
    close: () => Promise.resolve(),
  };
  return { planner, asked };
};

describe('remembered plans', () => {
  test('those who ask at the same time share one plan', async () => {
    const { planner, asked } = aPlanner();
    const plans = rememberedPlans(planner);
    const [one, two, other] = await Promise.all([plans.plan('d', 'A'), plans.plan('d', 'A'), plans.plan('d', 'B')]);
    expect(one).toBe(two);
    expect(other).not.toBe(one);
    expect(await plans.plan('d', 'A')).toBe(one);
    expect(asked).toEqual(['A:d', 'B:d']);
  });

  test('only the ones used last are kept', async () => {
    const { planner, asked } = aPlanner();
    const plans = rememberedPlans(planner, { most: 2 });
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await plans.plan(text, undefined);
    expect(asked).toEqual([':a', ':b', ':c', ':b']);
  });

  test('large plans push out more of them, and one over the bound is not kept', async () => {
    const { planner, asked } = aPlanner();
    const large = 'x'.repeat(300);
    const plans = rememberedPlans(planner, { mostBytes: 2 * approximateBytes(planOf(large)) });
    for (const text of ['a', 'b', large, 'a', 'b']) await plans.plan(text, undefined);
    expect(asked).toEqual([':a', ':b', `:${large}`, ':a', ':b']);
    const huge = 'y'.repeat(3_000);
    for (const text of [huge, 'b', huge]) await plans.plan(text, undefined);
    expect(asked.slice(5)).toEqual([`:${huge}`, `:${huge}`]);
  });

  test('that an operation is too expensive is remembered', async () => {
    const { planner, asked } = aPlanner();
    const plans = rememberedPlans(planner);
    const ask = () => plans.plan('QUERY_PLAN_TOO_EXPENSIVE', undefined);
    const outcomes = await Promise.allSettled([ask(), ask()]);
    outcomes.push(...(await Promise.allSettled([ask()])));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(asked).toHaveLength(1);
  });

  test('other failures are not', async () => {
    const { planner, asked } = aPlanner();
    const plans = rememberedPlans(planner);
    const ask = () => plans.plan('INTERNAL_SERVER_ERROR', undefined);
    const outcomes = await Promise.allSettled([ask(), ask()]);
    outcomes.push(...(await Promise.allSettled([ask()])));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(asked).toHaveLength(2);
  });
});
