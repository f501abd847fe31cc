import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { endAllLeases, holdLeases, onPool, releaseLeases } from '../src/messaging.ts';
import { openBank, type Bank } from './a-bank.ts';
import { expireLeases } from './outbox.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
beforeEach(() => bank.clear());
afterAll(() => bank.close());

const hold = (owner: string, names = ['work'], ttlMs = 60_000) =>
  holdLeases(onPool(bank.pool), { owner, names, ttlMs });

describe('a lease', () => {
  test('is held by one of all who want it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, nth) => hold(`owner-${nth}`)));
    expect(answers.flat()).toEqual([{ name: 'work', epoch: 1 }]);
  });

  test('keeps its epoch while its owner renews it', async () => {
    await hold('a');
    expect(await hold('a')).toEqual([{ name: 'work', epoch: 1 }]);
    expect(await hold('b')).toEqual([]);
  });

  test('gets another epoch with another owner', async () => {
    await hold('a');
    await expireLeases(bank.pool);
    expect(await hold('b')).toEqual([{ name: 'work', epoch: 2 }]);
    expect(await hold('a')).toEqual([]);
  });

  test('that a killed process held is free at once for the one that knows itself alone', async () => {
    await hold('killed');
    await endAllLeases(onPool(bank.pool));
    expect(await hold('next')).toEqual([{ name: 'work', epoch: 2 }]);
  });

  test('gets another epoch also when its owner was late: somebody may have had it in between', async () => {
    await hold('a');
    await expireLeases(bank.pool);
    expect(await hold('a')).toEqual([{ name: 'work', epoch: 2 }]);
  });

  test('is free at once when its owner gives it back, and nobody else can', async () => {
    await hold('a');
    await releaseLeases(onPool(bank.pool), 'b', ['work']);
    expect(await hold('b')).toEqual([]);
    await releaseLeases(onPool(bank.pool), 'a', ['work']);
    expect(await hold('b')).toEqual([{ name: 'work', epoch: 2 }]);
  });

  test('is asked for together with others: those that are free are given', async () => {
    await hold('a', ['one']);
    expect(await hold('b', ['one', 'two'])).toEqual([{ name: 'two', epoch: 1 }]);
  });
});
