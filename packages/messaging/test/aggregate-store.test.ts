import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { changed, err, ok, refused, unchanged } from '@stoa/kernel';
import {
  aggregateStore,
  IdempotencyKeyReused,
  inTransaction,
  onPool,
  type AggregateMapping,
} from '../src/messaging.ts';
import {
  accounts,
  aDoor,
  anAccount,
  aReceipt,
  deposit,
  deposited,
  openBank,
  type Account,
  type Bank,
} from './a-bank.ts';
import { aBarrier, until } from './until.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
beforeEach(() => bank.clear());
afterAll(() => bank.close());

const one = async (given: Partial<Account> = {}): Promise<Account> => (await bank.given(anAccount(given)))[0]!;

describe('an update', () => {
  test('raises the version by one and leaves state, event and receipt together', async () => {
    const { id } = await one({ balance: 5 });
    const result = await bank.store.update(id, { door: aDoor(aReceipt()) }, deposit(7));
    expect(result).toEqual(ok({ id, version: 2, balance: 12, holder: null }));
    expect(await bank.account(id)).toEqual({ id, version: 2, balance: 12, holder: null });
    expect(await bank.announced(id)).toEqual([1]);
    expect(await bank.count('receipts')).toBe(1);
  });

  test('that changes nothing announces nothing and keeps the version', async () => {
    const account = await one({ balance: 5 });
    expect(await bank.store.update(account.id, { door: aDoor(aReceipt()) }, deposit(0))).toEqual(ok(account));
    expect(await bank.count('outbox')).toBe(0);
    expect(await bank.count('receipts')).toBe(1);
  });

  test('is refused when the aggregate has moved on since the caller read it', async () => {
    const { id } = await one({ version: 3, balance: 5 });
    const stale = await bank.store.update(id, { door: aDoor(), expectedVersion: 2 }, deposit(1));
    expect(stale).toEqual(err({ kind: 'VERSION_CONFLICT', id, currentVersion: 3 }));
    expect((await bank.store.update(id, { door: aDoor(), expectedVersion: 3 }, deposit(1))).ok).toBe(true);
    expect((await bank.store.update(id, { door: aDoor(), expectedVersion: null }, deposit(1))).ok).toBe(true);
    expect(await bank.account(id)).toMatchObject({ balance: 7, version: 5 });
  });

  test('of an aggregate that the caller may not see is answered like one of none', async () => {
    const { id } = await one({ holder: 'Ada' });
    const allow = (account: Account) => account.holder === 'Grace';
    let isAsked = false;
    const decide = (account: Account) => {
      isAsked = true;
      return unchanged(account);
    };
    const hidden = await bank.store.update(id, { door: aDoor(), allow, expectedVersion: 99 }, decide);
    const missing = await bank.store.update('nobody', { door: aDoor(), allow }, decide);
    expect(hidden).toEqual(err({ kind: 'NOT_FOUND', id }));
    expect(missing).toEqual(err({ kind: 'NOT_FOUND', id: 'nobody' }));
    expect(isAsked).toBe(false);
  });

  test('whose write fails leaves nothing', async () => {
    const { id } = await one({ balance: 5 });
    const failing: AggregateMapping<Account> = {
      ...accounts,
      write: async (tx, change, door) => {
        await accounts.write(tx, change, door);
        throw new Error('the disk is full');
      },
    };
    const update = aggregateStore(bank.pool, failing).update(id, { door: aDoor(aReceipt()) }, deposit(1));
    await expect(update).rejects.toThrow('the disk is full');
    expect(await bank.account(id)).toMatchObject({ balance: 5, version: 1 });
    expect([await bank.count('outbox'), await bank.count('receipts'), await bank.count('event_sequences')]).toEqual([
      0, 0, 0,
    ]);
  });

  test('whose events cannot be announced leaves no state either', async () => {
    const { id } = await one({ balance: 5 });
    const update = bank.store.update(id, { door: aDoor(aReceipt()) }, (account) =>
      changed({ ...account, balance: 9 }, [{ ...deposited(account, 4), topic: null as never }]),
    );
    await expect(update).rejects.toThrow('topic');
    expect(await bank.account(id)).toMatchObject({ balance: 5, version: 1 });
    expect(await bank.count('receipts')).toBe(0);
  });

  test('numbers the events of each aggregate without a gap, in the order in which they were decided', async () => {
    const [{ id }, other] = [await one(), await one()];
    await bank.store.update(id, { door: aDoor() }, (account) =>
      changed(account, [deposited(account, 1), deposited(other, 2), deposited(account, 3)]),
    );
    await bank.store.update(id, { door: aDoor() }, (account) => changed(account, [deposited(account, 4)]));
    const { rows } = await bank.pool.query<{ amount: number; seq: number }>(
      `SELECT (envelope->'payload'->>'amount')::int AS amount, aggregate_seq AS seq FROM outbox ORDER BY outbox.seq`,
    );
    expect(rows).toEqual([
      { amount: 1, seq: 1 },
      { amount: 2, seq: 1 },
      { amount: 3, seq: 2 },
      { amount: 4, seq: 3 },
    ]);
    expect(await bank.announced(id)).toEqual([1, 2, 3]);
  });

  test('through an open transaction belongs to it and goes with it', async () => {
    const { id } = await one();
    const work = inTransaction(bank.pool, async (tx) => {
      await bank.store.update(id, { door: { ...aDoor(), tx } }, deposit(1));
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    expect(await bank.account(id)).toMatchObject({ balance: 0 });
    expect(await bank.count('outbox')).toBe(0);
  });
});

describe('a receipt', () => {
  test('gives the same key the same answer, and no second effect', async () => {
    const { id } = await one();
    const door = aDoor(aReceipt('key', { amount: 7 }));
    const first = await bank.store.update(id, { door }, deposit(7));
    expect(await bank.store.update(id, { door }, deposit(7))).toEqual(first);
    expect(await bank.account(id)).toMatchObject({ balance: 7 });
    expect(await bank.announced(id)).toEqual([1]);
  });

  test('gives a refusal again, although the command would succeed by now', async () => {
    const { id } = await one({ balance: 1 });
    const door = aDoor(aReceipt());
    const refusal = err({ kind: 'OVERDRAWN', short: 4 });
    expect(await bank.store.update(id, { door }, deposit(-5))).toEqual(refusal);
    await bank.store.update(id, { door: aDoor() }, deposit(100));
    expect(await bank.store.update(id, { door }, deposit(-5))).toEqual(refusal);
    expect(await bank.account(id)).toMatchObject({ balance: 101 });
  });

  test('of a missing aggregate stays filed too', async () => {
    const door = aDoor(aReceipt());
    const missing = err({ kind: 'NOT_FOUND', id: 'later' });
    expect(await bank.store.update('later', { door }, deposit(1))).toEqual(missing);
    await bank.given(anAccount({ id: 'later' }));
    expect(await bank.store.update('later', { door }, deposit(1))).toEqual(missing);
  });

  test('with another body is a fault of the client, and changes nothing', async () => {
    const { id } = await one();
    await bank.store.update(id, { door: aDoor(aReceipt('key', { amount: 7 })) }, deposit(7));
    const other = bank.store.update(id, { door: aDoor(aReceipt('key', { amount: 8 })) }, deposit(8));
    await expect(other).rejects.toThrow(IdempotencyKeyReused);
    expect(await bank.account(id)).toMatchObject({ balance: 7 });
  });

  test('of another scope is another receipt', async () => {
    const { id } = await one();
    await bank.store.update(id, { door: aDoor({ scope: 'user:a/deposit', key: 'key' }) }, deposit(7));
    await bank.store.update(id, { door: aDoor({ scope: 'user:b/deposit', key: 'key' }) }, deposit(7));
    expect(await bank.account(id)).toMatchObject({ balance: 14 });
  });

  test('is looked up before a command gathers', async () => {
    const { id } = await one();
    const door = aDoor(aReceipt());
    expect(await bank.store.answered(door)).toBeUndefined();
    expect(await bank.store.answered(aDoor())).toBeUndefined();
    await bank.store.update(id, { door }, deposit(7));
    expect(await bank.store.answered(door)).toEqual(ok(await bank.account(id)));
  });

  test('with one key for two rows at once takes effect once', async () => {
    const [a, b] = [await one(), await one()];
    const bothLooked = aBarrier(2);
    const slow = aggregateStore(bank.pool, {
      ...accounts,
      write: async (tx, change, door) => {
        // Both have looked the receipt up and found none.
        await bothLooked();
        await accounts.write(tx, change, door);
      },
    });
    const door = aDoor(aReceipt());
    const results = await Promise.all([a, b].map(({ id }) => slow.update(id, { door }, deposit(7))));
    expect(results[0]).toEqual(results[1]);
    const balances = [await bank.account(a.id), await bank.account(b.id)].map((account) => account!.balance);
    expect(balances.toSorted()).toEqual([0, 7]);
    expect(await bank.count('outbox')).toBe(1);
  });

  test('that is filed with ON CONFLICT DO NOTHING lets one key take effect on both rows', async () => {
    const [a, b] = [await one(), await one()];
    const bothLooked = aBarrier(2);
    const { scope, key } = aReceipt();
    await Promise.all(
      [a, b].map(({ id }) =>
        inTransaction(bank.pool, async (tx) => {
          await tx.query('SELECT FROM accounts WHERE id = $1 FOR UPDATE', [id]);
          const { rowCount } = await tx.query('SELECT FROM receipts WHERE scope = $1 AND key = $2', [scope, key]);
          expect(rowCount).toBe(0);
          await bothLooked();
          await tx.query('UPDATE accounts SET balance = balance + 7 WHERE id = $1', [id]);
          await tx.query(`INSERT INTO receipts (scope, key, outcome) VALUES ($1, $2, '{}') ON CONFLICT DO NOTHING`, [
            scope,
            key,
          ]);
        }),
      ),
    );
    expect((await bank.account(a.id))!.balance + (await bank.account(b.id))!.balance).toBe(14);
  });

  test('keeps totals, events and sequences exact under 16 clients that send a fifth of their commands three times', async () => {
    const ids = Array.from({ length: 8 }, (_, nth) => `acc-${nth}`);
    await bank.given(...ids.map((id) => anAccount({ id })));
    const commands = Array.from({ length: 480 }, (_, nth) => ({
      id: ids[nth % ids.length]!,
      amount: (nth % 9) + 1,
      nth,
    }));
    const sent = shuffled(
      commands.flatMap((command) => (command.nth % 5 === 0 ? [command, command, command] : [command])),
    );
    const clients = Array.from({ length: 16 }, async () => {
      for (let command = sent.pop(); command; command = sent.pop()) {
        const door = aDoor(aReceipt(`key-${command.nth}`, command));
        const result = await bank.store.update(command.id, { door }, deposit(command.amount));
        expect(result.ok).toBe(true);
      }
    });
    await Promise.all(clients);
    for (const id of ids) {
      const own = commands.filter((command) => command.id === id);
      const total = own.reduce((sum, { amount }) => sum + amount, 0);
      expect(await bank.account(id)).toMatchObject({ balance: total, version: own.length + 1 });
      expect(await bank.announced(id)).toEqual(own.map((_, index) => index + 1));
    }
    expect(await bank.count('receipts')).toBe(commands.length);
  });
});

describe('a creation', () => {
  test('leaves state, event and receipt, and is answered again with what it left', async () => {
    const door = aDoor(aReceipt());
    const account = anAccount();
    const create = () => bank.store.create(door, () => changed(anAccount(account), [deposited(account, 1)]));
    expect(await create()).toEqual(ok(account));
    await bank.store.update(account.id, { door: aDoor() }, deposit(3));
    expect(await create()).toEqual(ok({ ...account, version: 2, balance: 3 }));
    expect(await bank.announced(account.id)).toEqual([1, 2]);
  });

  test('makes its second caller wait and read the outcome', async () => {
    const door = aDoor(aReceipt());
    const firstWrites = Promise.withResolvers<undefined>();
    const firstMayGo = Promise.withResolvers<undefined>();
    const slow = aggregateStore(bank.pool, {
      ...accounts,
      write: async (tx, change, at) => {
        firstWrites.resolve(undefined);
        await firstMayGo.promise;
        await accounts.write(tx, change, at);
      },
    });
    const first = slow.create(door, () => changed(anAccount({ id: 'first' }), []));
    await firstWrites.promise;
    const second = bank.store.create(door, () => changed(anAccount({ id: 'second' }), []));
    await until('the second waits on the key', async () => {
      const { rows } = await bank.pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rows.length === 1;
    });
    firstMayGo.resolve(undefined);
    expect(await second).toEqual(await first);
    expect(await bank.account('second')).toBeUndefined();
    expect(await bank.count('accounts')).toBe(1);
  });

  test('that is refused is refused again', async () => {
    const door = aDoor(aReceipt());
    const closed = err({ kind: 'CLOSED' });
    expect(await bank.store.create(door, () => refused({ kind: 'CLOSED' }))).toEqual(closed);
    expect(await bank.store.create(door, () => changed(anAccount(), []))).toEqual(closed);
    expect(await bank.count('accounts')).toBe(0);
  });

  test('that meets a taken constraint can be answered with what holds it, and so is its repetition', async () => {
    const holder = await one({ holder: 'Ada', balance: 3 });
    const door = aDoor(aReceipt());
    const create = () =>
      bank.store.create(door, () => changed(anAccount({ holder: 'Ada' }), [deposited(anAccount(), 1)]), {
        taken: { accounts_holder_key: async (tx) => ok((await accounts.load(tx, [holder.id], false))[0]!) },
      });
    expect(await create()).toEqual(ok(holder));
    expect(await create()).toEqual(ok(holder));
    expect([await bank.count('accounts'), await bank.count('outbox')]).toEqual([1, 0]);
  });

  test('that meets a taken constraint can be refused, and so is its repetition', async () => {
    const [holder] = await bank.given(anAccount({ holder: 'Ada' }));
    const door = aDoor(aReceipt());
    const create = () =>
      bank.store.create<{ kind: 'HOLDER_TAKEN' }>(door, () => changed(anAccount({ holder: 'Ada' }), []), {
        taken: { accounts_holder_key: async () => err({ kind: 'HOLDER_TAKEN' as const }) },
      });
    expect(await create()).toEqual(err({ kind: 'HOLDER_TAKEN' }));
    await bank.pool.query('DELETE FROM accounts WHERE id = $1', [holder!.id]);
    expect(await create()).toEqual(err({ kind: 'HOLDER_TAKEN' }));
  });

  test('that meets a constraint nobody named throws and leaves nothing', async () => {
    await one({ holder: 'Ada' });
    const creation = bank.store.create(aDoor(aReceipt()), () => changed(anAccount({ holder: 'Ada' }), []));
    await expect(creation).rejects.toThrow('accounts_holder_key');
    expect([await bank.count('accounts'), await bank.count('receipts')]).toEqual([1, 0]);
  });
});

describe('an update of several', () => {
  test('changes all under one receipt and answers in the order asked, again and again', async () => {
    await bank.given(...['a', 'b', 'c'].map((id) => anAccount({ id })));
    const door = aDoor(aReceipt());
    const first = await bank.store.updateAll(['c', 'a', 'b'], { door }, deposit(2));
    expect(first.ok && first.value.map(({ id, balance }) => [id, balance])).toEqual([
      ['c', 2],
      ['a', 2],
      ['b', 2],
    ]);
    expect(await bank.store.updateAll(['c', 'a', 'b'], { door }, deposit(2))).toEqual(first);
    expect([await bank.count('receipts'), await bank.count('outbox')]).toEqual([1, 3]);
  });

  test('changes an aggregate that is named twice once', async () => {
    await bank.given(anAccount({ id: 'a' }));
    await bank.store.updateAll(['a', 'a'], { door: aDoor() }, deposit(2));
    expect(await bank.account('a')).toMatchObject({ balance: 2, version: 2 });
    expect(await bank.announced('a')).toEqual([1]);
  });

  test('leaves all as they were when one refuses', async () => {
    await bank.given(anAccount({ id: 'a', balance: 9 }), anAccount({ id: 'b', balance: 1 }));
    const result = await bank.store.updateAll(['a', 'b'], { door: aDoor(aReceipt()) }, deposit(-5));
    expect(result).toEqual(err({ kind: 'OVERDRAWN', short: 4 }));
    expect(await bank.account('a')).toMatchObject({ balance: 9, version: 1 });
    expect(await bank.count('outbox')).toBe(0);
  });

  test('locks in the order of ids, so that two writers in opposite order never stand in each other’s way', async () => {
    await bank.given(anAccount({ id: 'a' }), anAccount({ id: 'b' }));
    let loads = 0;
    const counting = aggregateStore(bank.pool, {
      ...accounts,
      load: (tx, ids, lock) => {
        loads += 1;
        return accounts.load(tx, ids, lock);
      },
    });
    const rounds = Array.from({ length: 100 }, (_, round) => (round % 2 === 0 ? ['a', 'b'] : ['b', 'a']));
    await Promise.all(rounds.map((ids) => counting.updateAll(ids, { door: aDoor() }, deposit(1))));
    expect(await bank.account('a')).toMatchObject({ balance: 100 });
    // A deadlock would have been tried again.
    expect(loads).toBe(100);
  });

  test('would deadlock if each writer locked in the order it was asked', async () => {
    await bank.given(anAccount({ id: 'a' }), anAccount({ id: 'b' }));
    const bothHoldOne = aBarrier(2);
    let tries = 0;
    const lock = ([first, second]: string[]) =>
      inTransaction(bank.pool, async (tx) => {
        tries += 1;
        await tx.query('SELECT FROM accounts WHERE id = $1 FOR UPDATE', [first]);
        await bothHoldOne();
        await tx.query('SELECT FROM accounts WHERE id = $1 FOR UPDATE', [second]);
      });
    await Promise.all([lock(['a', 'b']), lock(['b', 'a'])]);
    expect(tries).toBe(3);
  });
});

test('single statements need no transaction', async () => {
  expect((await onPool(bank.pool).query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

function shuffled<Item>(items: Item[]): Item[] {
  // A fixed order that is none: the same in every run.
  return items
    .map((item, index) => ({ item, place: Math.imul(index + 1, 2_654_435_761) >>> 0 }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
