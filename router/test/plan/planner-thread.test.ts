import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { QueryPlan } from '@apollo/query-planner';
import { createLog } from '@stoa/platform';
import { PLANNER_LIMITS, type PlannerLimits } from '../../src/plan/planner-limits.ts';
import { plannerQueue } from '../../src/plan/planner-queue.ts';
import { openPlanner } from '../../src/plan/planner-thread.ts';
import type { Planner } from '../../src/plan/planner.ts';
import { startPlanningThread, type PlanningThread } from '../../src/plan/planning-thread.ts';
import { aMaze, aShop, aWayDown } from './a-supergraph.ts';

const log = createLog({ level: 'silent' });
const opened: Planner[] = [];
const aPlanner = async (supergraphSdl: string, limits: Partial<PlannerLimits> = {}): Promise<Planner> => {
  const planner = await openPlanner({ supergraphSdl, limits, log });
  opened.push(planner);
  return planner;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((planner) => planner.close()));
});

const expensive = { code: 'QUERY_PLAN_TOO_EXPENSIVE' };
const broken = { code: 'INTERNAL_SERVER_ERROR' };

describe('a planner in a thread of its own', () => {
  test('plans', async () => {
    const planner = await aPlanner(aShop());
    expect(planner.supergraph.subgraphs.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await planner.plan('{ product { name } }', undefined)).toMatchObject({ node: { kind: 'Fetch' } });
    await expect(planner.plan('{ nothing }', undefined)).rejects.toMatchObject(broken);
  });

  test('says in one line why a supergraph cannot be read', async () => {
    await expect(aPlanner('type Query { a: Int }')).rejects.toThrow(/^The supergraph cannot be read: [^\n]+$/);
    await expect(aPlanner('type {')).rejects.toThrow(/^The supergraph cannot be read: Syntax Error[^\n]+$/);
    await expect(aPlanner(aShop().replace('type Query', 'type Query implements Nothing'))).rejects.toThrow(
      /^The supergraph cannot be read: [^\n]+ Cannot implement unknown type Nothing$/,
    );
  });

  test('refuses a bomb at the limit of paths', async () => {
    const planner = await aPlanner(aMaze(), { paths: 100 });
    const [bomb, next] = await Promise.allSettled([
      planner.plan(aWayDown(40), undefined),
      planner.plan(aWayDown(2), undefined),
    ]);
    expect(bomb).toMatchObject({ reason: expensive });
    expect(next).toMatchObject({ value: { kind: 'QueryPlan' } });
  });

  test('gives up a plan that takes too long, and plans what waited behind it', async () => {
    const planner = await aPlanner(aMaze(), { paths: 1_000_000, planMs: 1_000 });
    const [bomb, next] = await Promise.allSettled([
      planner.plan(aWayDown(40), undefined),
      planner.plan(aWayDown(2), undefined),
    ]);
    expect(bomb).toMatchObject({ reason: { ...expensive, message: 'No plan within 1000 ms' } });
    expect(next).toMatchObject({ value: { kind: 'QueryPlan' } });
  });

  test('gives up a plan that takes too much memory, and plans the next', async () => {
    const planner = await aPlanner(aMaze(), { paths: 10_000_000, planMs: 60_000, heapMb: 48 });
    await expect(planner.plan(aWayDown(60), undefined)).rejects.toMatchObject({
      ...expensive,
      message: 'No plan within 48 MiB',
    });
    expect((await planner.plan(aWayDown(2), undefined)).kind).toBe('QueryPlan');
  });

  test('lets the event loop run', async () => {
    const planner = await aPlanner(aMaze(), { paths: 1_000_000, planMs: 500 });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    await expect(planner.plan(aWayDown(40), undefined)).rejects.toMatchObject(expensive);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  test('keeps no process alive', () => {
    const module = fileURLToPath(new URL('../../src/plan/planner-thread.ts', import.meta.url));
    const script = `
      import { openPlanner } from ${JSON.stringify(module)};
      const planner = await openPlanner({ supergraphSdl: ${JSON.stringify(aShop())}, log: console });
      await planner.plan('{ product { name } }', undefined);
      console.log('planned');`;
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect({ stdout, status }).toEqual({ stdout: 'planned\n', status: 0 });
  });

  test('a thread that is ended while it plans has died', async () => {
    const limits = { ...PLANNER_LIMITS, paths: 1_000_000 };
    const thread = await startPlanningThread({ supergraphSdl: aMaze(), limits }, limits);
    const answer = thread.ask({ document: aWayDown(40), operationName: undefined }, 20_000);
    await thread.end();
    expect(await answer).toEqual({ kind: 'died' });
    expect(thread.hasEnded()).toBe(true);
    expect(await thread.ask({ document: '{ room { id } }', operationName: undefined }, 20_000)).toEqual({
      kind: 'died',
    });
  });
});

describe('those who wait for a planner', () => {
  const plan: QueryPlan = { kind: 'QueryPlan' };
  /** Threads that die of documents with the text "deadly", the first so many times. */
  const someThreads = (deaths = Infinity) => {
    const asked: string[] = [];
    let started = 0;
    const startThread = async (): Promise<PlanningThread> => {
      let hasEnded = false;
      started += 1;
      await Promise.resolve();
      return {
        supergraph: { apiSdl: '', subgraphs: [] },
        ask: async ({ document }) => {
          asked.push(document);
          await new Promise(setImmediate);
          if (!hasEnded && !document.includes('deadly')) return { kind: 'planned', plan };
          if (!hasEnded && deaths-- <= 0) return { kind: 'planned', plan };
          hasEnded = true;
          return { kind: 'died' };
        },
        hasEnded: () => hasEnded,
        end: async () => void (hasEnded = true),
      };
    };
    return { asked, startThread, started: () => started };
  };
  const aQueue = async (threads: ReturnType<typeof someThreads>, limits: Partial<PlannerLimits> = {}) =>
    plannerQueue({ ...threads, first: await threads.startThread(), limits: { ...PLANNER_LIMITS, ...limits }, log });

  test('are served in order, one at a time', async () => {
    const threads = someThreads();
    const queue = await aQueue(threads);
    const done: string[] = [];
    await Promise.all(['a', 'b', 'c'].map((text) => queue.plan(text, undefined).then(() => done.push(text))));
    expect([threads.asked, done, threads.started()]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], 1]);
  });

  test('are asked again when the thread dies', async () => {
    const threads = someThreads(1);
    const queue = await aQueue(threads);
    await expect(Promise.all([queue.plan('deadly', undefined), queue.plan('b', undefined)])).resolves.toEqual([
      plan,
      plan,
    ]);
    expect([threads.asked, threads.started()]).toEqual([['deadly', 'deadly', 'b'], 2]);
  });

  test('are refused when they kill two threads, and the others are served', async () => {
    const threads = someThreads();
    const queue = await aQueue(threads);
    const [deadly, next] = await Promise.allSettled([queue.plan('deadly', undefined), queue.plan('b', undefined)]);
    expect(deadly).toMatchObject({ reason: broken });
    expect(next).toMatchObject({ value: plan });
    expect([threads.asked, threads.started()]).toEqual([['deadly', 'deadly', 'b'], 3]);
  });

  test('do not pay for a thread that ended while nobody waited', async () => {
    const threads = someThreads(1);
    const first = await threads.startThread();
    const queue = plannerQueue({ ...threads, first, limits: PLANNER_LIMITS, log });
    await first.end();
    await expect(queue.plan('deadly', undefined)).resolves.toEqual(plan);
    expect(threads.started()).toBe(3);
  });

  test('are refused beyond the bound', async () => {
    const queue = await aQueue(someThreads(), { waiting: 2 });
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((text) => queue.plan(text, undefined)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: expensive });
  });

  test('are told when no thread can be started, and the next try starts one', async () => {
    const threads = someThreads();
    let isBroken = true;
    const startThread = () => (isBroken ? Promise.reject(new Error('no memory')) : threads.startThread());
    const queue = plannerQueue({ first: await threads.startThread(), startThread, limits: PLANNER_LIMITS, log });
    await expect(queue.plan('deadly', undefined)).rejects.toMatchObject({ ...broken, message: 'no memory' });
    isBroken = false;
    await expect(queue.plan('b', undefined)).resolves.toEqual(plan);
  });

  test('are told when it is closed', async () => {
    const threads = someThreads();
    const queue = await aQueue(threads);
    const outcomes = Promise.allSettled(['a', 'b'].map((text) => queue.plan(text, undefined)));
    await new Promise(setImmediate);
    await queue.close();
    expect((await outcomes)[1]).toMatchObject({ reason: broken });
    await expect(queue.plan('c', undefined)).rejects.toMatchObject({ message: 'The planner is closed' });
    expect(threads.asked).toEqual(['a']);
  });
});
