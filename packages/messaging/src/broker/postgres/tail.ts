import type { Topic } from '@stoa/contracts';
import type { Pool } from 'pg';
import type { BrokerLog } from '../broker-log.ts';
import type { Subscription, TailSubscription } from '../broker.ts';
import { callListener } from '../call-listener.ts';
import { pause } from '../pause.ts';
import type { Head } from './append.ts';
import { readHeads, type Heads } from './heads.ts';
import { readTopic } from './read-log.ts';
import { createSingleRunner } from './single-runner.ts';

const RETRY_MS = 200;

/** Follows a topic from its head. After a lost connection it jumps to the head again and says so. */
export const createTail = async (
  { pool, heads, log }: { pool: Pool; heads: Heads; log: BrokerLog },
  { topic, onMessage, onAssigned }: TailSubscription,
): Promise<Subscription> => {
  const closing = new AbortController();
  const positions = new Map<number, number>();
  let isPlaced = false;

  const place = async (): Promise<void> => {
    for (const head of await headsOf(pool, topic)) positions.set(head.partition, head.nextOffset);
    isPlaced = true;
    callListener(log, topic, onAssigned);
  };

  const behind = (): Map<number, number> =>
    new Map([...positions].filter(([partition, position]) => position < heads.nextOffset(topic, partition)));

  const deliver = async (from: ReadonlyMap<number, number>): Promise<void> => {
    const messages = await readTopic(pool, { topic, from });
    // Nothing where a head says there was: retention took it, so the tail missed something.
    if (messages.length === 0) isPlaced = false;
    for (const message of messages) {
      if (closing.signal.aborted || !isPlaced) return;
      positions.set(message.partition, Number(message.offset) + 1);
      callListener(log, topic, () => onMessage(message));
    }
  };

  const hasWork = (): boolean => !closing.signal.aborted && (!isPlaced || behind().size > 0);
  const runner = createSingleRunner(hasWork, async () => {
    while (hasWork()) {
      try {
        if (isPlaced) await deliver(behind());
        else await place();
      } catch (err) {
        log.debug({ topic, err }, 'tail interrupted');
        isPlaced = false;
        await pause(RETRY_MS, closing.signal);
      }
    }
  });

  await place();
  const unlisten = heads.listen({
    onAdvanced: (advanced) => {
      if (advanced === topic) runner.wake();
    },
    onReconnected: () => {
      isPlaced = false;
      runner.wake();
    },
  });
  runner.wake();

  return {
    async close() {
      unlisten();
      closing.abort();
      await runner.settled();
    },
  };
};

const headsOf = async (pool: Pool, topic: Topic): Promise<Head[]> => {
  const heads = await readHeads(pool, topic);
  if (heads.length === 0) throw new Error(`Topic ${topic} was not prepared`);
  return heads;
};
