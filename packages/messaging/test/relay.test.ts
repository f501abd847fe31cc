import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inTransaction, onPool, startRelay, type Relay } from '../src/messaging.ts';
import { relayBatch } from '../src/outbox/relay.ts';
import { anAccount, aDoor, deposit, openBank, type Bank } from './a-bank.ts';
import {
  aLog,
  amountOf,
  announceOne,
  announceSlowly,
  anOwner,
  expireLeases,
  silent,
  unpublished,
  type Log,
} from './outbox.ts';
import { until } from './until.ts';

let bank: Bank;
const relays: Relay[] = [];
beforeAll(async () => {
  bank = await openBank();
});
beforeEach(() => bank.clear());
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.close()));
});
afterAll(() => bank.close());

const relayOf = ({ broker }: Log, leaseTtlMs = 60_000): Relay => {
  const relay = startRelay({ pool: bank.pool, broker, owner: randomUUID(), log: silent, leaseTtlMs });
  relays.push(relay);
  return relay;
};
const optionsOf = ({ broker }: Log, batchSize?: number) => ({
  pool: bank.pool,
  broker,
  owner: 'unused',
  log: silent,
  ...(batchSize !== undefined && { batchSize }),
});
const announceAll = async (id: string, amounts: readonly number[]) => {
  for (const amount of amounts) await announceOne(onPool(bank.pool), id, amount);
};

describe('transactions that commit in another order than they took their numbers', () => {
  const commitOutOfOrder = async (look: () => Promise<unknown>) => {
    const slow = announceSlowly(bank.pool, 'a', 1);
    await slow.written;
    await announceOne(onPool(bank.pool), 'b', 2);
    await look();
    await slow.commit();
    await look();
  };

  test('lose no event: what is not published yet is looked for, not what comes after the last number', async () => {
    const log = aLog();
    const ownership = await anOwner(bank.pool);
    await commitOutOfOrder(() => relayBatch(optionsOf(log), ownership));
    expect([log.of('a'), log.of('b')]).toEqual([[1], [2]]);
  });

  test('lose events to a relay that remembers the last number it saw', async () => {
    const log = aLog();
    let cursor = 0;
    await commitOutOfOrder(async () => {
      const { rows } = await bank.pool.query<{ seq: number; value: string; aggregate_id: string }>(
        'SELECT seq, aggregate_id, envelope::text AS value FROM outbox WHERE seq > $1 ORDER BY seq',
        [cursor],
      );
      await log.broker.publish(rows.map((row) => ({ topic: 'orders', key: row.aggregate_id, value: row.value })));
      cursor = rows.at(-1)?.seq ?? cursor;
    });
    expect([log.of('a'), log.of('b')]).toEqual([[], [2]]);
  });
});

describe('several relays', () => {
  test('keep the order of an aggregate: while one has its shard, the others leave it alone', async () => {
    const mayPublish = Promise.withResolvers<undefined>();
    const [slow, fast] = [aLog(() => mayPublish.promise), aLog()];
    const log: number[] = [];
    for (const { broker } of [slow, fast]) {
      const { publish } = broker;
      broker.publish = async (batch) => {
        await publish(batch);
        log.push(...batch.map(amountOf));
      };
    }
    const [owner, other] = [await anOwner(bank.pool), await anOwner(bank.pool)];
    await announceAll('a', [1, 2, 3]);
    const first = relayBatch(optionsOf(slow, 1), owner);
    expect(await relayBatch(optionsOf(fast), other)).toBe(0);
    mayPublish.resolve(undefined);
    await first;
    while ((await relayBatch(optionsOf(slow, 1), owner)) > 0);
    expect(log).toEqual([1, 2, 3]);
  });

  test('that take rows with SKIP LOCKED publish an aggregate out of order', async () => {
    const log = aLog();
    await announceAll('a', [1, 2]);
    const relayLocked = (beforePublish: () => Promise<unknown>) =>
      inTransaction(bank.pool, async (tx) => {
        const { rows } = await tx.query<{ seq: number; value: string }>(
          `SELECT seq, envelope::text AS value FROM outbox WHERE published_at IS NULL
           ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED`,
        );
        await beforePublish();
        await log.broker.publish(rows.map(({ value }) => ({ topic: 'orders', key: 'a', value })));
        await tx.query('UPDATE outbox SET published_at = now() WHERE seq = ANY($1)', [rows.map(({ seq }) => seq)]);
      });
    await relayLocked(() => relayLocked(async () => {}));
    expect(log.of('a')).toEqual([2, 1]);
  });

  test('publish everything of many writers, each aggregate in order', async () => {
    const log = aLog();
    relayOf(log);
    relayOf(log);
    const ids = Array.from({ length: 12 }, (_, nth) => `acc-${nth}`);
    await bank.given(...ids.map((id) => anAccount({ id })));
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let nth = 0; nth < 25; nth += 1)
        await bank.store.update(ids[(writer + nth * 5) % ids.length]!, { door: aDoor() }, deposit(1));
    });
    await Promise.all(writers);
    await until('all is published', async () => (await unpublished(bank.pool)) === 0);
    const seqs = (id: string) =>
      log.messages.filter(({ key }) => key === id).map(({ value }) => (JSON.parse(value) as { seq: number }).seq);
    for (const id of ids) expect(seqs(id)).toEqual(await bank.announced(id));
    expect(log.messages).toHaveLength(300);
  });

  test('share the shards evenly, and nobody has one twice', async () => {
    const ttl = 300;
    const members = [await anOwner(bank.pool, ttl), await anOwner(bank.pool, ttl)];
    const shares = () => members.map((member) => member.held().length);
    const renewUntil = (what: string, holds: () => boolean) =>
      until(what, async () => {
        for (const member of members) await member.renew();
        return holds();
      });
    const shardsHeld = () => members.flatMap((member) => member.held().map(({ shard }) => shard));
    await renewUntil('two have half each', () => shares().every((share) => share === 32));
    expect(new Set(shardsHeld()).size).toBe(64);

    members.push(await anOwner(bank.pool, ttl));
    await renewUntil(
      'three share',
      () => shares().reduce((sum, share) => sum + share, 0) === 64 && Math.min(...shares()) > 0,
    );
    expect(Math.max(...shares())).toBeLessThanOrEqual(22);
    expect(new Set(shardsHeld()).size).toBe(64);

    for (const leaving of members.splice(1)) await leaving.release();
    await renewUntil('one has all', () => shares()[0] === 64);
  });
});

describe('an owner that stopped', () => {
  test('loses its shards when their time is over, and another publishes what it left', async () => {
    await anOwner(bank.pool, 400);
    await announceAll('a', [1, 2]);
    const log = aLog();
    relayOf(log, 400);
    await until('the other has taken over', () => log.of('a').length === 2);
    expect(log.of('a')).toEqual([1, 2]);
  });

  test('trusts its own clock: it holds nothing any more before anybody else may take it', async () => {
    const stopped = await anOwner(bank.pool, 300);
    expect(stopped.held()).toHaveLength(64);
    await until('it holds nothing', () => stopped.held().length === 0);
    const { rows } = await bank.pool.query<{ alive: number }>(
      `SELECT count(*)::int AS alive FROM leases WHERE name LIKE 'relay:%' AND expires_at > now()`,
    );
    expect(rows[0]?.alive).toBe(64);
  });

  test('and wakes up as a zombie marks nothing: the new owner answers for the shard, so an event may come twice, never not', async () => {
    await announceAll('a', [1]);
    const mayPublish = Promise.withResolvers<undefined>();
    const log = aLog();
    const zombie = await anOwner(bank.pool);
    const batchInHand = relayBatch(
      optionsOf({ ...log, broker: { ...log.broker, publish: () => mayPublish.promise } }),
      zombie,
    );
    await expireLeases(bank.pool);
    const successor = await anOwner(bank.pool);
    expect(successor.held()).toHaveLength(64);
    // What the zombie sent went to a broker that had shut it out.
    mayPublish.resolve(undefined);
    await batchInHand;
    expect(await unpublished(bank.pool)).toBe(1);
    await relayBatch(optionsOf(log), successor);
    expect(log.of('a')).toEqual([1]);
    expect(await unpublished(bank.pool)).toBe(0);
  });

  test('and wakes up as a zombie would lose events if marking did not ask for its epoch', async () => {
    await announceAll('a', [1]);
    const log = aLog();
    const { rows } = await bank.pool.query<{ seq: number }>('SELECT seq FROM outbox WHERE published_at IS NULL');
    await anOwner(bank.pool);
    await expireLeases(bank.pool);
    const successor = await anOwner(bank.pool);
    await bank.pool.query('UPDATE outbox SET published_at = now() WHERE seq = ANY($1)', [rows.map(({ seq }) => seq)]);
    await relayBatch(optionsOf(log), successor);
    expect(log.of('a')).toEqual([]);
  });
});

describe('a relay', () => {
  test('publishes batch by batch, in the order of commits', async () => {
    const log = aLog();
    await announceAll('a', [1, 2, 3, 4, 5]);
    const ownership = await anOwner(bank.pool);
    expect(await relayBatch(optionsOf(log, 2), ownership)).toBe(2);
    expect(log.of('a')).toEqual([1, 2]);
    while ((await relayBatch(optionsOf(log, 2), ownership)) > 0);
    expect(log.of('a')).toEqual([1, 2, 3, 4, 5]);
    expect(await unpublished(bank.pool)).toBe(0);
  });

  test('marks nothing that the broker did not take, and tries again', async () => {
    let isDown = true;
    let refusals = 0;
    const log = aLog(() => {
      if (!isDown) return;
      refusals += 1;
      throw new Error('the broker is down');
    });
    await announceAll('a', [1, 2]);
    relayOf(log);
    await until('it was refused', () => refusals > 0);
    expect(await unpublished(bank.pool)).toBe(2);
    isDown = false;
    await until('all is published', async () => (await unpublished(bank.pool)) === 0);
    expect(log.of('a')).toEqual([1, 2]);
  });

  test('publishes the envelope with its number, under the aggregate’s id', async () => {
    const log = aLog();
    await announceAll('a', [1, 2]);
    await relayBatch(optionsOf(log), await anOwner(bank.pool));
    expect(log.messages.map(({ topic, key }) => ({ topic, key }))).toEqual(
      Array(2).fill({ topic: 'orders', key: 'a' }),
    );
    expect(log.messages.map(({ value }) => JSON.parse(value))).toMatchObject([
      { type: 'Deposited', aggregateId: 'a', seq: 1, occurredAt: '2026-01-15T10:00:00.000Z', correlationId: 'test' },
      { seq: 2 },
    ]);
  });

  test('that is closed gives its shards back at once', async () => {
    const relay = startRelay({ pool: bank.pool, broker: aLog().broker, owner: 'leaving', log: silent });
    await until('it owns something', async () => (await leasesOf('leaving')) > 0);
    await relay.close();
    expect(await leasesOf('leaving')).toBe(0);
    expect((await anOwner(bank.pool)).held()).toHaveLength(64);
  });

  test('that is closed between a look and its nap does not sleep first', async () => {
    const pollMs = { min: 3_600_000, max: 3_600_000 };
    for (let nth = 0; nth < 20; nth += 1) {
      const relay = startRelay({ pool: bank.pool, broker: aLog().broker, owner: 'hasty', log: silent, pollMs });
      await new Promise((resolve) => setTimeout(resolve, nth));
      await relay.close();
    }
    expect(await leasesOf('hasty')).toBe(0);
  });

  test('looks at once when it is woken', async () => {
    const log = aLog();
    const relay = startRelay({
      pool: bank.pool,
      broker: log.broker,
      owner: 'sleepy',
      log: silent,
      pollMs: { min: 3_600_000, max: 3_600_000 },
    });
    relays.push(relay);
    await until('it owns everything', async () => (await leasesOf('sleepy')) === 65);
    await announceAll('a', [1]);
    await until('it has published', () => {
      relay.wake();
      return log.of('a').length === 1;
    });
  });
});

async function leasesOf(owner: string): Promise<number> {
  const { rows } = await bank.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM leases WHERE owner = $1 AND expires_at > now()',
    [owner],
  );
  return rows[0]?.count ?? 0;
}
