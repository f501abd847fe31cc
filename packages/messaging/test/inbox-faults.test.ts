import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { err, ok } from '@stoa/kernel';
import {
  aggregateStore,
  discardDeadLetter,
  on,
  replayDeadLetter,
  TransientError,
  type Listener,
} from '../src/messaging.ts';
import { accounts, anAccount, deposit, openBank, type Bank } from './a-bank.ts';
import {
  aMessage,
  anInbox,
  deadLetters,
  Deposited,
  effects,
  eventIdOf,
  lastSeq,
  makeEffects,
  noting,
  parked,
} from './an-inbox.ts';
import { until } from './until.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank(30);
  await makeEffects(bank);
});
beforeEach(async () => {
  await bank.clear();
  await bank.pool.query('TRUNCATE effects');
});
afterAll(() => bank.close());

const messages = (...seqs: readonly number[]) => seqs.map((seq) => aMessage({ seq }));

/** Refuses, or throws for, one amount until it is mended. */
const brokenFor = (amount: number, fault: () => unknown) => {
  const state = { isMended: false, calls: 0 };
  const listener = noting((event) => {
    if (event.amount !== amount || state.isMended) return undefined;
    state.calls += 1;
    return fault();
  });
  return { ...anInbox(bank, [listener]), state };
};
const refusing = (amount: number) => brokenFor(amount, () => err({ kind: 'WRONG_STATE' }));
const throwing = (amount: number, error: Error) =>
  brokenFor(amount, () => {
    throw error;
  });

describe('an event that a listener refuses', () => {
  test('becomes a dead letter at once, without receipt or effect, and later ones of its aggregate wait behind it', async () => {
    const { deliver, state } = refusing(2);
    await deliver(...messages(1, 2, 3, 4), aMessage({ id: 'b', seq: 1 }));
    expect(await effects(bank)).toEqual([1]);
    expect(await deadLetters(bank)).toEqual([{ seq: 2, reason: 'Refused: {"kind":"WRONG_STATE"}', resolution: null }]);
    expect([await parked(bank), await lastSeq(bank)]).toEqual([[3, 4], 1]);
    expect(await effects(bank, 'b')).toEqual([1]);
    expect(await bank.count('receipts')).toBe(2);
    expect(state.calls).toBe(1);
  });

  test('undoes what the listeners before it did', async () => {
    const refusal: Listener<unknown> = on(Deposited, () => async () => err({ kind: 'WRONG_STATE' }));
    await anInbox(bank, [noting(), refusal]).deliver(...messages(1));
    expect(await effects(bank)).toEqual([]);
    expect(await deadLetters(bank)).toHaveLength(1);
  });

  test('would be overtaken by later events if they did not wait behind it', async () => {
    for (const seq of [1, 2, 3]) {
      if (seq === 2) continue;
      await bank.pool.query('INSERT INTO effects (id, amount) VALUES ($1, $2)', ['a', seq]);
    }
    expect(await effects(bank)).toEqual([1, 3]);
  });

  test('is applied in order with what waited when it was mended and is replayed', async () => {
    const { deliver, inbox, options, state } = refusing(2);
    const [first, second, third, fourth] = messages(1, 2, 3, 4);
    await deliver(first!, second!, third!, fourth!);
    state.isMended = true;
    const replayed = await replayDeadLetter(inbox, options, eventIdOf(second!));
    expect(replayed.ok).toBe(true);
    expect(await effects(bank)).toEqual([1, 2, 3, 4]);
    expect(await deadLetters(bank)).toMatchObject([{ seq: 2, resolution: 'REPLAYED' }]);
    expect([await parked(bank), await lastSeq(bank)]).toEqual([[], 4]);
  });

  test('stays a dead letter when the replay is refused too', async () => {
    const { deliver, inbox, options } = refusing(2);
    const [first, second, third] = messages(1, 2, 3);
    await deliver(first!, second!, third!);
    expect(await replayDeadLetter(inbox, options, eventIdOf(second!))).toMatchObject(err({ kind: 'REFUSED_AGAIN' }));
    expect(await deadLetters(bank)).toMatchObject([{ seq: 2, resolution: null }]);
    expect([await effects(bank), await parked(bank)]).toEqual([[1], [3]]);
  });

  test('is not applied because the broker brings it again: only somebody who replays it does that', async () => {
    const { deliver, state } = refusing(2);
    const [first, second, third] = messages(1, 2, 3);
    await deliver(first!, second!, third!);
    state.isMended = true;
    await deliver(second!);
    expect([await effects(bank), await parked(bank)]).toEqual([[1], [3]]);
    expect(await deadLetters(bank)).toMatchObject([{ seq: 2, resolution: null }]);
  });

  test('is given up when it is discarded, and what waited goes on', async () => {
    const { deliver, inbox, options } = refusing(2);
    const [first, second, third] = messages(1, 2, 3);
    await deliver(first!, second!, third!);
    expect((await discardDeadLetter(inbox, options, eventIdOf(second!))).ok).toBe(true);
    await deliver(second!);
    expect([await effects(bank), await lastSeq(bank)]).toEqual([[1, 3], 3]);
    expect(await deadLetters(bank)).toMatchObject([{ seq: 2, resolution: 'DISCARDED' }]);
  });

  test('is settled once: what is no open dead letter can be neither replayed nor discarded', async () => {
    const { deliver, inbox, options } = refusing(1);
    const [first] = messages(1);
    await deliver(first!);
    const eventId = eventIdOf(first!);
    await discardDeadLetter(inbox, options, eventId);
    const unknown = err({ kind: 'UNKNOWN_DEAD_LETTER', eventId });
    expect(await replayDeadLetter(inbox, options, eventId)).toEqual(unknown);
    expect(await discardDeadLetter(inbox, options, eventId)).toEqual(unknown);
    expect(await effects(bank)).toEqual([]);
  });

  test('holds back the next one that is refused behind it, each for its own replay', async () => {
    let isMended = false;
    const picky = noting(({ amount }) => (amount > 1 && !isMended ? err({ kind: 'WRONG_STATE' }) : undefined));
    const { deliver, inbox, options } = anInbox(bank, [picky]);
    const sent = messages(1, 2, 3);
    await deliver(...sent);
    await discardDeadLetter(inbox, options, eventIdOf(sent[1]!));
    expect((await deadLetters(bank)).map(({ seq }) => seq)).toEqual([2, 3]);
    isMended = true;
    await replayDeadLetter(inbox, options, eventIdOf(sent[2]!));
    expect(await effects(bank)).toEqual([1, 3]);
  });
});

describe('a bug', () => {
  test('is tried five times, then the event is a dead letter with its words', async () => {
    const { deliver, state } = throwing(2, new TypeError('x is not a function'));
    await deliver(...messages(1, 2, 3));
    expect(state.calls).toBe(5);
    expect(await deadLetters(bank)).toEqual([{ seq: 2, reason: 'TypeError: x is not a function', resolution: null }]);
    expect([await effects(bank), await parked(bank)]).toEqual([[1], [3]]);
  });

  test('that is gone at the next try has no consequences', async () => {
    let calls = 0;
    const shaky = noting(() => {
      calls += 1;
      if (calls < 4) throw new Error('not yet');
    });
    await anInbox(bank, [shaky]).deliver(...messages(1));
    expect([await effects(bank), await deadLetters(bank)]).toEqual([[1], []]);
  });

  test('in the sender, a payload that breaks its contract, ends as a dead letter too', async () => {
    await anInbox(bank).deliver(aMessage({ seq: 1, payload: { id: 'a', amount: 'much' } }));
    expect(await deadLetters(bank)).toMatchObject([{ seq: 1, reason: expect.stringContaining('ZodError') }]);
  });

  test('in the sender ends as a dead letter also before a listener that gathers, and blocks no partition', async () => {
    const gathering = on(Deposited, { gather: () => async () => 'facts', apply: () => async () => undefined });
    await anInbox(bank, [gathering]).deliver(aMessage({ seq: 1, payload: {} }));
    expect(await deadLetters(bank)).toHaveLength(1);
  });
});

describe('a fault that passes', () => {
  test('rejects, so that the broker brings the message again, and changes nothing', async () => {
    const { deliver, state } = throwing(1, new TransientError('the provider is away'));
    const [first] = messages(1);
    await expect(deliver(first!)).rejects.toThrow('away');
    expect([await effects(bank), await bank.count('receipts'), await bank.count('dead_letters')]).toEqual([[], 0, 0]);
    expect([state.calls, await lastSeq(bank)]).toEqual([1, undefined]);
    state.isMended = true;
    await deliver(first!);
    expect(await effects(bank)).toEqual([1]);
  });

  test('may last for as many tries as it likes without being taken for a message that ends the process', async () => {
    const { deliver, state } = throwing(1, new TransientError('the provider is away'));
    const [first] = messages(1);
    for (let nth = 0; nth < 10; nth += 1) await expect(deliver(first!)).rejects.toThrow('away');
    state.isMended = true;
    await deliver(first!);
    expect([await effects(bank), await deadLetters(bank)]).toEqual([[1], []]);
  });

  test('is whatever a gathering throws: facts that cannot be had now may be had later', async () => {
    let answers = false;
    const gathering = on(Deposited, {
      gather: () => async () => {
        if (!answers) throw new Error('the graph does not answer');
        return 7;
      },
      apply: () => async (event, door, fact: number) => {
        await door.tx!.query('INSERT INTO effects (id, amount) VALUES ($1, $2)', [event.id, fact]);
      },
    });
    const { deliver } = anInbox(bank, [gathering]);
    const [first] = messages(1);
    await expect(deliver(first!)).rejects.toThrow(TransientError);
    answers = true;
    await deliver(first!);
    expect(await effects(bank)).toEqual([7]);
  });
});

describe('a message that ends the process', () => {
  /** A process that dies with its connection the moment it is at the fatal message. */
  const doomed = (fatal: number) => {
    const death = Promise.withResolvers<never>();
    death.promise.catch(() => {});
    const life = { begun: 0 };
    const dying = noting(async ({ amount }, door) => {
      if (amount !== fatal) return undefined;
      life.begun += 1;
      const { rows } = await door.tx!.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await bank.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
      return death.promise;
    });
    const { deliver, stop } = anInbox(bank, [dying]);
    const bury = async (running: Promise<unknown>) => {
      stop.abort();
      death.reject(new Error('the process ended'));
      await running.catch(() => {});
    };
    return { deliver, life, bury };
  };

  test('is a dead letter after three starts, and the next process goes on behind it', async () => {
    const [fatal, next] = [aMessage({ id: 'a', seq: 6 }), aMessage({ id: 'b', seq: 1 })];
    const graves: (() => Promise<void>)[] = [];
    for (let start = 1; start <= 3; start += 1) {
      const process = doomed(6);
      const running = process.deliver(fatal);
      graves.push(() => process.bury(running));
      await until('it is at the fatal message', () => process.life.begun === 1);
      expect(await deadLetters(bank)).toEqual([]);
    }
    const last = doomed(6);
    await last.deliver(fatal, next, aMessage({ id: 'a', seq: 7 }));
    expect(last.life.begun).toBe(0);
    expect(await deadLetters(bank)).toMatchObject([{ seq: 6, reason: expect.stringContaining('process ended') }]);
    expect([await effects(bank, 'b'), await parked(bank)]).toEqual([[1], [7]]);
    for (const bury of graves) await bury();
  });

  test('is found also where it waited behind another one', async () => {
    const [first, second, fatal] = messages(1, 2, 3);
    await anInbox(bank).deliver(first!, fatal!);
    const graves: (() => Promise<void>)[] = [];
    for (let start = 1; start <= 3; start += 1) {
      const process = doomed(3);
      const running = process.deliver(second!);
      graves.push(() => process.bury(running));
      await until('it is at the fatal message', () => process.life.begun === 1);
    }
    const last = doomed(3);
    await last.deliver(second!);
    expect([await effects(bank), last.life.begun]).toEqual([[1, 2], 0]);
    expect(await deadLetters(bank)).toMatchObject([{ seq: 3, reason: expect.stringContaining('process ended') }]);
    for (const bury of graves) await bury();
  });

  test('is not suspected in one that was applied already, however often processes start with it', async () => {
    const [first] = messages(1);
    for (let start = 1; start <= 8; start += 1) await anInbox(bank).deliver(first!);
    expect([await effects(bank), await deadLetters(bank), await bank.count('inbox_attempts')]).toEqual([[1], [], 0]);
  });

  test('costs a partition that is trusted nothing', async () => {
    const { deliver } = anInbox(bank);
    await deliver(...messages(1));
    await bank.pool.query('ALTER TABLE inbox_attempts RENAME TO inbox_attempts_hidden');
    try {
      await deliver(...messages(2));
      await expect(deliver(aMessage({ id: 'b', seq: 1, partition: 1 }))).rejects.toThrow('inbox_attempts');
    } finally {
      await bank.pool.query('ALTER TABLE inbox_attempts_hidden RENAME TO inbox_attempts');
    }
    expect(await effects(bank)).toEqual([1, 2]);
  });
});

test('an event that touches 500 aggregates does so under one receipt: killed in the middle it leaves nothing, and succeeds once when it comes again', async () => {
  const ids = Array.from({ length: 500 }, (_, nth) => `acc-${String(nth).padStart(3, '0')}`);
  await bank.given(...ids.map((id) => anAccount({ id })));
  let writes = 0;
  let isKilled = false;
  const store = aggregateStore(bank.pool, {
    ...accounts,
    write: async (tx, change, door) => {
      await accounts.write(tx, change, door);
      writes += 1;
      if (writes !== 250 || isKilled) return;
      isKilled = true;
      const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await bank.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    },
  });
  const raiseAll = on(Deposited, () => (event, door) => store.updateAll(ids, { door }, deposit(event.amount)));
  const { deliver } = anInbox(bank, [raiseAll]);
  const [first] = messages(1);
  const totals = async () =>
    (await bank.pool.query('SELECT sum(balance)::int AS balance, sum(version)::int AS versions FROM accounts')).rows[0];

  await expect(deliver(first!)).rejects.toThrow();
  expect(writes).toBe(250);
  expect(await totals()).toEqual({ balance: 0, versions: 500 });
  expect([await bank.count('outbox'), await bank.count('receipts'), await lastSeq(bank)]).toEqual([0, 0, undefined]);

  await deliver(first!, first!);
  expect(await totals()).toEqual({ balance: 500, versions: 1_000 });
  expect([await bank.count('outbox'), await bank.count('receipts'), await lastSeq(bank)]).toEqual([500, 1, 1]);
});

test('a listener that says its command went well is content', async () => {
  const content = on(Deposited, () => async () => ok('done'));
  await anInbox(bank, [content]).deliver(...messages(1));
  expect([await lastSeq(bank), await deadLetters(bank)]).toEqual([1, []]);
});
