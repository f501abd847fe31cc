import { drive } from '../../measure/drive.ts';
import { readMarket } from '../fixtures/market.ts';
import { startVariant } from '../fixture-run.ts';
import { asker, isAnswered } from '../measure/ask.ts';
import { inspect } from '../measure/inspector.ts';
import { stoa } from '../variants/stoa.ts';
import type { Ground } from '../variants/variant.ts';
import { coldOperations } from '../workloads/cold-operations.ts';
import type { MemoryPoint } from '../../measure/memory-points.ts';
import { memoryAt } from './memory.ts';

/** Memory of a router that is asked something else every time. */
export interface DistinctFound {
  readonly operations: number;
  readonly points: readonly MemoryPoint[];
}

interface Order {
  readonly count: number;
  readonly body: string;
  readonly token: string;
  readonly say: (what: string) => void;
}

const POINTS = 10;
const AT_ONCE = 4;

/** Sends so many operations, none of them twice. @throws when one is not answered. */
export const measureDistinctOperations = async (
  ground: Ground,
  { count, body, token, say }: Order,
): Promise<DistinctFound> => {
  const { port, inspectable, processes } = await startVariant(stoa, ground, { body, token });
  if (!inspectable) throw new Error('This router cannot be looked into');
  const { handles } = readMarket();
  const client = asker(port);
  const inspector = await inspect(inspectable);
  const points = [await memoryAt(0, inspector, inspectable)];
  const each = Math.ceil(count / POINTS);
  try {
    for (let from = 0; from < count; from += each) {
      const bodies = coldOperations({ count: Math.min(each, count - from), from }, handles);
      await drive({ count: bodies.length, atOnce: AT_ONCE }, async (n) => {
        const answer = await client.ask(bodies[n] ?? '', token);
        if (!isAnswered(answer))
          throw new Error(`Operation ${from + n} was answered ${answer.status} ${answer.text.slice(0, 200)}`);
      });
      const point = await memoryAt(from + bodies.length, inspector, inspectable);
      points.push(point);
      say(`distinct operations: ${point.done} of ${count}, ${point.residentMb.toFixed(0)} MB resident`);
    }
  } finally {
    client.close();
    inspector.close();
    await Promise.all(processes.map((launched) => launched.end()));
  }
  return { operations: count, points };
};
