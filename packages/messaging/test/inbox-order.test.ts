import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inTransaction } from '../src/messaging.ts';
import { openBank, type Bank } from './a-bank.ts';
import { aMessage, anInbox, effects, eventIdOf, lastSeq, makeEffects, noting, parked } from './an-inbox.ts';
import { aBarrier } from './until.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
  await makeEffects(bank);
});
beforeEach(async () => {
  await bank.clear();
  await bank.pool.query('TRUNCATE effects');
});
afterAll(() => bank.close());

const messages = (...seqs: readonly number[]) => seqs.map((seq) => aMessage({ seq }));
const unwanted = (seq: number) => aMessage({ seq, type: 'SomethingElse', payload: { any: 'thing' } });
const note = (seq: number) => bank.pool.query('INSERT INTO effects (id, amount) VALUES ($1, $2)', ['a', seq]);

describe('a message that comes twice', () => {
  test('takes effect once, with one receipt', async () => {
    const [first, second] = messages(1, 2);
    await anInbox(bank).deliver(first!, first!, second!, first!, second!);
    expect(await effects(bank)).toEqual([1, 2]);
    expect(await bank.count('receipts')).toBe(2);
  });

  test('takes effect once also when another process of the group gets it the second time', async () => {
    const [first] = messages(1);
    await anInbox(bank).deliver(first!);
    await anInbox(bank).deliver(first!);
    expect(await effects(bank)).toEqual([1]);
  });

  test('takes effect once when two members of the group handle it at the same time', async () => {
    const [one, other] = [anInbox(bank), anInbox(bank)];
    for (let seq = 1; seq <= 20; seq += 1) {
      const message = aMessage({ seq });
      await Promise.all([one.deliver(message), other.deliver(message)]);
    }
    expect(await effects(bank)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await bank.count('receipts')).toBe(20);
  });

  test('takes effect twice on a listener that looks at no sequence', async () => {
    for (const seq of [1, 1]) await note(seq);
    expect(await effects(bank)).toEqual([1, 1]);
  });

  test('takes effect twice at two members when the sequence is read without a lock', async () => {
    await bank.pool.query('INSERT INTO inbox_sequences VALUES ($1, 0)', ['a']);
    const bothRead = aBarrier(2);
    const handle = () =>
      inTransaction(bank.pool, async (tx) => {
        const { rows } = await tx.query<{ last_seq: number }>('SELECT last_seq FROM inbox_sequences');
        await bothRead();
        if (rows[0]!.last_seq >= 1) return;
        await tx.query('INSERT INTO effects (id, amount) VALUES ($1, 1)', ['a']);
        await tx.query('UPDATE inbox_sequences SET last_seq = 1');
      });
    await Promise.all([handle(), handle()]);
    expect(await effects(bank)).toEqual([1, 1]);
  });
});

describe('messages out of order', () => {
  test('wait for those before them and are applied in order', async () => {
    const inbox = anInbox(bank);
    await inbox.deliver(...messages(1, 4, 3));
    expect([await effects(bank), await parked(bank)]).toEqual([[1], [3, 4]]);
    await inbox.deliver(...messages(2));
    expect([await effects(bank), await parked(bank)]).toEqual([[1, 2, 3, 4], []]);
    expect(await lastSeq(bank)).toBe(4);
  });

  test('wait once, however often they come', async () => {
    const inbox = anInbox(bank);
    const [first, third] = messages(1, 3);
    await inbox.deliver(first!, third!, third!);
    expect(await parked(bank)).toEqual([3]);
    await inbox.deliver(...messages(2));
    await inbox.deliver(third!);
    expect(await effects(bank)).toEqual([1, 2, 3]);
  });

  test('wait for a gap in the middle of what waits', async () => {
    const inbox = anInbox(bank);
    await inbox.deliver(...messages(1, 3, 5, 2));
    expect([await effects(bank), await parked(bank)]).toEqual([[1, 2, 3], [5]]);
    await inbox.deliver(...messages(4));
    expect(await effects(bank)).toEqual([1, 2, 3, 4, 5]);
  });

  test('hold nobody else up', async () => {
    const inbox = anInbox(bank);
    await inbox.deliver(...messages(1, 3), aMessage({ id: 'b', seq: 1 }), aMessage({ id: 'b', seq: 2 }));
    expect(await effects(bank, 'b')).toEqual([1, 2]);
  });

  test('lose one when whatever is newer is applied and whatever is older is skipped', async () => {
    let last = 0;
    for (const seq of [1, 3, 2]) {
      if (seq <= last) continue;
      await note(seq);
      last = seq;
    }
    expect(await effects(bank)).toEqual([1, 3]);
  });

  test('are applied out of order when every event is applied as it comes', async () => {
    const seen = new Set<number>();
    for (const seq of [1, 3, 2]) if (!seen.has(seq)) await note((seen.add(seq), seq));
    expect(await effects(bank)).toEqual([1, 3, 2]);
  });

  test('go on after the process ended between an event and what waited behind it', async () => {
    let endsNow = true;
    const dying = anInbox(bank, [
      noting(({ amount }) => {
        if (amount === 3 && endsNow) throw Object.assign(new Error('Connection terminated unexpectedly'));
      }),
    ]);
    const [first, second, third] = messages(1, 2, 3);
    await dying.deliver(first!, third!);
    await expect(dying.deliver(second!)).rejects.toThrow('terminated');
    expect([await effects(bank), await parked(bank)]).toEqual([[1, 2], [3]]);
    endsNow = false;
    // The broker brings the second again, which is nothing new by now.
    await dying.deliver(second!);
    expect([await effects(bank), await parked(bank)]).toEqual([[1, 2, 3], []]);
  });
});

describe('an aggregate', () => {
  test('that is first seen mid-way starts there', async () => {
    await anInbox(bank).deliver(...messages(41, 42, 40));
    expect(await effects(bank)).toEqual([41, 42]);
    expect(await lastSeq(bank)).toBe(42);
  });

  test('moves on by events that nobody here wants, also while one waits behind them', async () => {
    const inbox = anInbox(bank);
    await inbox.deliver(...messages(1), unwanted(2), ...messages(3, 5), unwanted(4));
    expect(await effects(bank)).toEqual([1, 3, 5]);
    expect(await lastSeq(bank)).toBe(5);
  });

  test('moves on once by an event that nobody wants, however often and at how many members it comes', async () => {
    const [one, other] = [anInbox(bank), anInbox(bank)];
    for (let seq = 1; seq <= 20; seq += 1) {
      const message = unwanted(seq);
      await Promise.all([one.deliver(message, message), other.deliver(message)]);
    }
    expect([await lastSeq(bank), await bank.count('receipts')]).toEqual([20, 20]);
  });

  test('leaves nothing behind that was parked by one member while another let an event pass', async () => {
    const [one, other] = [anInbox(bank), anInbox(bank)];
    for (let seq = 1; seq <= 39; seq += 2)
      await Promise.all([one.deliver(unwanted(seq)), other.deliver(aMessage({ seq: seq + 1 }))]);
    expect([await lastSeq(bank), await parked(bank)]).toEqual([40, []]);
    // Whoever comes first is where the aggregate starts: the very first may have been skipped, nothing after it.
    expect((await effects(bank)).slice(-19)).toEqual(Array.from({ length: 19 }, (_, index) => 4 + index * 2));
  });

  test('stops at an event that nobody wants when that one is buried', async () => {
    const buried = unwanted(2);
    await bank.pool.query(
      `INSERT INTO dead_letters (event_id, aggregate_id, seq, type, envelope, reason) VALUES ($1, 'a', 2, 'SomethingElse', '{}', 'in a test')`,
      [eventIdOf(buried)],
    );
    await anInbox(bank).deliver(...messages(1), buried, ...messages(3));
    expect([await lastSeq(bank), await effects(bank), await parked(bank)]).toEqual([1, [1], [3]]);
  });

  test('tells whether listeners had their turn, also those of what waited', async () => {
    const { inbox, stop } = anInbox(bank);
    const told: boolean[] = [];
    for (const message of [...messages(1), unwanted(2), ...messages(4), unwanted(3)])
      told.push(await inbox.handle(message, stop.signal));
    expect(told).toEqual([true, false, true, true]);
  });

  test('is heard by all listeners of its event under one receipt', async () => {
    await anInbox(bank, [noting(), noting()]).deliver(...messages(1));
    expect(await effects(bank)).toEqual([1, 1]);
    expect(await bank.count('receipts')).toBe(1);
  });
});

test('a message that is no envelope is passed over, and the next one is heard', async () => {
  const inbox = anInbox(bank);
  const [first] = messages(1);
  await inbox.deliver({ ...first!, value: 'not JSON' }, { ...first!, value: '{"type":"Deposited"}' }, first!);
  expect(await effects(bank)).toEqual([1]);
});
