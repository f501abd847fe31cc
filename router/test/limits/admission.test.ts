import { expect, test } from '@jest/globals';
import { createLog } from '@stoa/platform';
import { admission, type RequestFacts } from '../../src/limits/admission.ts';
import { budgetsSchema, DEFAULT_BUDGETS } from '../../src/limits/budgets.ts';
import { wantsCost } from '../../src/limits/cost-header.ts';
import { memoryRateStore } from '../../src/rates/memory-rate-store.ts';
import { rateGuard } from '../../src/rates/rate-guard.ts';
import { ratesSchema } from '../../src/rates/rates.ts';
import { anIdentity, anOperation } from '../rates/an-operation.ts';

const budgets = budgetsSchema.parse({ default: 100, roles: { SUPPORT: 200, ADMIN: 300, TINY: 5 } });
const facts = (policies: string[] = [], more: Partial<RequestFacts> = {}): RequestFacts => ({
  identity: anIdentity('ada', policies),
  clientAddress: '192.0.2.1',
  wantsCost: false,
  ...more,
});
const costing = (cost: number) => anOperation('{ me { id } }', cost);
const admit = admission({ budgets });

test('what is within the budget is admitted at once', () => {
  expect(admit(facts())(costing(100), {})).toEqual({});
});

test('what is over the budget is refused with both numbers', () => {
  expect(admit(facts())(costing(101), {})).toEqual({
    refusal: {
      status: 400,
      error: {
        message: 'This operation may cost 101; 100 is the most for one. Ask for smaller pages or split it.',
        extensions: { code: 'COST_LIMIT_EXCEEDED', cost: 101, limit: 100 },
      },
    },
  });
});

test.each([
  [[], 100],
  [['TINY'], 100],
  [['SUPPORT'], 200],
  [['ADMIN', 'SUPPORT'], 300],
  [['CUSTOMER', '__proto__', 'constructor', 'toString'], 100],
])('with the policies %j the largest budget counts: %d', (policies, budget) => {
  const admitted = admit(facts(policies));
  expect(admitted(costing(budget), {})).toEqual({});
  expect(admitted(costing(budget + 1), {})).toMatchObject({ refusal: { error: { extensions: { limit: budget } } } });
});

test('the cost is that of the coerced variables', () => {
  const operation = { ...costing(0), costOf: ({ n }: Readonly<Record<string, unknown>>) => Number(n) };
  expect(admit(facts())(operation, { n: 100 })).toEqual({});
  expect(admit(facts())(operation, { n: 101 })).toMatchObject({ refusal: { status: 400 } });
});

test('who asks is told the cost and the budget, admitted or not', async () => {
  const curious = facts(['SUPPORT'], { wantsCost: true });
  const extensions = { cost: { requested: 7, budget: 200 } };
  expect(admit(curious)(costing(7), {})).toEqual({ extensions });
  expect(admit(curious)(costing(201), {})).toMatchObject({
    refusal: { status: 400 },
    extensions: { cost: { requested: 201, budget: 200 } },
  });
  const rated = limited(1)(curious);
  expect(await rated(costing(1), {})).toEqual({ extensions: { cost: { requested: 1, budget: 200 } } });
  expect(await rated(costing(7), {})).toMatchObject({ refusal: { status: 429 }, extensions });
});

const limited = (points: number) =>
  admission({
    budgets,
    rates: rateGuard({
      rates: ratesSchema.parse({ client: { points, windowSeconds: 60 } }),
      store: memoryRateStore(),
      log: createLog({ level: 'silent' }),
    }),
  });

test('rates come after the budget: what is over it takes nothing from them', async () => {
  const admitted = limited(100)(facts());
  expect(admitted(costing(101), {})).toMatchObject({ refusal: { status: 400 } });
  expect(await admitted(costing(99), {})).toEqual({});
  expect(await admitted(costing(2), {})).toMatchObject({ refusal: { status: 429 } });
});

test('the cost is asked for with a header', () => {
  expect(wantsCost({ 'x-stoa-cost': '1' })).toBe(true);
  for (const value of [undefined, '', '0', 'true', '1, 1']) expect(wantsCost({ 'x-stoa-cost': value })).toBe(false);
});

test.each([
  {},
  { default: 0 },
  { default: 1.5 },
  { default: '9' },
  { default: 9, roles: { ADMIN: -1 } },
  { default: 9, role: {} },
])('%j is no configuration of budgets', (config) => expect(budgetsSchema.safeParse(config).success).toBe(false));

test('the default budgets are valid', () => {
  expect(budgetsSchema.parse(DEFAULT_BUDGETS)).toEqual(DEFAULT_BUDGETS);
});
