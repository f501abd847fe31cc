import { expect, test } from '@jest/globals';
import type { CurrentEngine } from '../../src/engine/current-engine.ts';
import type { EngineAnswer, EngineRequest, Operation } from '../../src/engine/engine.ts';
import { executeLeased } from '../../src/front/execute-leased.ts';
import { anEngine } from '../front/a-engine.ts';

const asked = { operation: {} as Operation, request: {} as EngineRequest };

/** An engine that answers so, and whether it is held. */
const held = (execute: () => Promise<EngineAnswer>) => {
  const leases = { count: 0 };
  const engines: Pick<CurrentEngine, 'lease'> = {
    lease: () => {
      leases.count += 1;
      return () => void (leases.count -= 1);
    },
  };
  const execution = executeLeased(engines as CurrentEngine, { ...anEngine(), execute }, asked);
  return { leases, execution };
};

test('an engine is held until the last part of its answer', async () => {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const parts = { pending: [], next: () => Promise.resolve(undefined), ended };
  const { leases, execution } = held(() => Promise.resolve({ data: '{}', parts }));
  await execution;
  expect(leases.count).toBe(1);
  resolve();
  await ended;
  expect(leases.count).toBe(0);
});

test('an engine is held no longer than a whole answer takes, nor than one that fails', async () => {
  const whole = held(() => Promise.resolve({ data: '{}' }));
  expect(whole.leases.count).toBe(1);
  await whole.execution;
  expect(whole.leases.count).toBe(0);
  const failing = held(() => Promise.reject(new Error('no')));
  await expect(failing.execution).rejects.toThrow('no');
  expect(failing.leases.count).toBe(0);
});
