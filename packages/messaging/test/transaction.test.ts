import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction, isTransient, TransientError, violatedConstraint } from '../src/messaging.ts';
import { anAccount, openBank, type Bank } from './a-bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank(2);
});
afterAll(() => bank.close());

const failing = (code: string, times: number) => {
  let tries = 0;
  const run = inTransaction(bank.pool, async () => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(`fails with ${code}`), { code });
    return 'done';
  });
  return { run, tries: () => tries };
};

describe('a transaction', () => {
  test.each(['40001', '40P01'])('that lost against others (%s) is tried again', async (code) => {
    const attempt = failing(code, 3);
    expect(await attempt.run).toBe('done');
    expect(attempt.tries()).toBe(4);
  });

  test('is not tried for ever', async () => {
    const attempt = failing('40001', Infinity);
    await expect(attempt.run).rejects.toThrow('40001');
    expect(attempt.tries()).toBe(5);
  });

  test('that failed otherwise is not tried again', async () => {
    const attempt = failing('23505', 1);
    await expect(attempt.run).rejects.toThrow('23505');
    expect(attempt.tries()).toBe(1);
  });

  test('whose connection was ended leaves nothing, and its connection is not used again', async () => {
    const account = anAccount();
    const work = inTransaction(bank.pool, async (tx) => {
      await tx.query('INSERT INTO accounts VALUES ($1, 1, 1, NULL)', [account.id]);
      const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await bank.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
      await tx.query('SELECT 1');
    });
    expect(isTransient(await work.catch((error: unknown) => error))).toBe(true);
    for (let nth = 0; nth < 4; nth += 1) expect(await inTransaction(bank.pool, async () => nth)).toBe(nth);
    expect(await bank.account(account.id)).toBeUndefined();
  });

  test.each(['at once', 'after the client has noticed'])(
    'that hears of its end %s fails in a way that passes',
    async (when) => {
      const work = inTransaction(bank.pool, async (tx) => {
        const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await bank.pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
        if (when !== 'at once') await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
        await tx.query('SELECT 1');
      });
      expect(isTransient(await work.catch((error: unknown) => error))).toBe(true);
    },
  );

  test('names the constraint that it violated', async () => {
    const account = anAccount({ holder: 'Ada' });
    await bank.given(account);
    const fault = await bank.given(anAccount({ holder: 'Ada' })).catch((error: unknown) => error);
    expect(violatedConstraint(fault)).toBe('accounts_holder_key');
    expect(violatedConstraint(new Error('another'))).toBeUndefined();
    expect(violatedConstraint(undefined)).toBeUndefined();
  });
});

describe('a fault', () => {
  test.each([
    new TransientError('asked too early'),
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('the server shuts down'), { code: '57P01' }),
    Object.assign(new Error('too many connections'), { code: '53300' }),
    Object.assign(new Error('idle in transaction'), { code: '25P03' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('the shop does not answer', { cause: Object.assign(new Error('connect'), { code: 'ECONNRESET' }) }),
    Object.assign(new Error("Can't reach database server"), { code: 'P1001' }),
    Object.assign(new Error('Database error'), {
      code: 'P2039',
      meta: { driverAdapterError: { cause: { code: '57P01' } } },
    }),
  ])('passes: %s', (fault) => {
    expect(isTransient(fault)).toBe(true);
  });

  test.each([
    new Error('a bug'),
    Object.assign(new Error('unique'), { code: '23505' }),
    Object.assign(new Error('no such table'), { code: '42P01' }),
    new TypeError('undefined is not a function'),
    Object.assign(new Error('unique'), { code: 'P2002', meta: { driverAdapterError: { cause: { code: '23505' } } } }),
    undefined,
    null,
    'text',
  ])('stays: %s', (fault) => {
    expect(isTransient(fault)).toBe(false);
  });
});
