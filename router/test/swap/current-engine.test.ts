import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { swappableEngine } from '../../src/engine/current-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';

const anEngine = () => {
  const close = jest.fn(() => Promise.resolve());
  const engine = { apiSchema: buildSchema('type Query { edition: String }'), close } as unknown as Engine;
  return { engine, close };
};

describe('the current engine', () => {
  test('is the next one at once, and who listens is told', async () => {
    const [first, next] = [anEngine(), anEngine()];
    const engines = swappableEngine(first.engine);
    const heard: Engine[] = [];
    const stop = engines.onSwap((engine) => heard.push(engine));
    const swapped = engines.swap(next.engine);
    expect(engines.current()).toBe(next.engine);
    await swapped;
    stop();
    await engines.swap(anEngine().engine);
    expect(heard).toEqual([next.engine]);
  });

  test('of before closes when nothing runs on it', async () => {
    const first = anEngine();
    const engines = swappableEngine(first.engine);
    await engines.swap(anEngine().engine);
    expect(first.close).toHaveBeenCalledTimes(1);
    expect(engines.of(first.engine.apiSchema)).toBeUndefined();
    expect(() => engines.lease(first.engine)).toThrow('has closed');
  });

  test('of before is found and kept open until the last of those who run on it has ended', async () => {
    const first = anEngine();
    const engines = swappableEngine(first.engine);
    const releases = [engines.lease(first.engine), engines.lease(first.engine)];
    const swapped = engines.swap(anEngine().engine);
    releases[0]?.();
    // The one that is left asks for more before it ends.
    const more = engines.lease(first.engine);
    releases[1]?.();
    await nextTurn();
    expect(first.close).not.toHaveBeenCalled();
    expect(engines.of(first.engine.apiSchema)).toBe(first.engine);
    more();
    await swapped;
    expect(first.close).toHaveBeenCalledTimes(1);
  });

  test('of before stays open for who comes back right after the last release', async () => {
    const first = anEngine();
    const engines = swappableEngine(first.engine);
    const release = engines.lease(first.engine);
    const swapped = engines.swap(anEngine().engine);
    release();
    const again = engines.lease(first.engine);
    await nextTurn();
    expect(first.close).not.toHaveBeenCalled();
    again();
    await swapped;
    expect(first.close).toHaveBeenCalledTimes(1);
  });

  test('and every one before it that is still run on are kept apart', async () => {
    const [first, second, third] = [anEngine(), anEngine(), anEngine()];
    const engines = swappableEngine(first.engine);
    const ofFirst = engines.lease(first.engine);
    const firstClosed = engines.swap(second.engine);
    const ofSecond = engines.lease(second.engine);
    const secondClosed = engines.swap(third.engine);
    ofSecond();
    await secondClosed;
    expect(second.close).toHaveBeenCalledTimes(1);
    expect(first.close).not.toHaveBeenCalled();
    ofFirst();
    await firstClosed;
    expect(first.close).toHaveBeenCalledTimes(1);
  });
});
