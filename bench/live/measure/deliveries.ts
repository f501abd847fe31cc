import type { Arrivals } from '../load/arrivals.ts';
import { percentile } from '../../measure/drive.ts';

/** Changes of things: which of them, its version afterwards, when on the shared clock. */
export interface Changes {
  readonly order: ArrayLike<number>;
  readonly version: ArrayLike<number>;
  readonly at: ArrayLike<number>;
}

/** What became of changes at those who followed. */
export interface Deliveries {
  /** Every change at every follower: until the first state that has it, milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly expected: number;
  /** States that were sent; fewer than expected when one state answered several changes. */
  readonly states: number;
  /** Changes that a follower never saw, not even in a later state. */
  readonly lost: number;
}

/**
 * Counts each change at each follower, until the first state with its version or a later one: a state that answers two changes
 * counts for both, from when each was made. `followed` says which order a socket follows.
 */
export const deliveriesOf = (changes: Changes, arrivals: Arrivals, followed: ArrayLike<number>): Deliveries => {
  const byOrder = changesByOrder(changes);
  const seen = new Map<number, number>();
  const latencies: number[] = [];
  let states = 0;
  for (let n = 0; n < arrivals.at.length; n += 1) {
    const socket = arrivals.socket[n] as number;
    const due = byOrder.get(followed[socket] as number);
    if (!due) continue;
    let next = seen.get(socket) ?? 0;
    const first = next;
    for (; next < due.length && (due[next] as Change).version <= (arrivals.version[n] as number); next += 1)
      latencies.push((arrivals.at[n] as number) - (due[next] as Change).at);
    seen.set(socket, next);
    if (next > first) states += 1;
  }
  const expected = expectedOf(byOrder, followed);
  return {
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    maxMs: percentile(latencies, 1),
    ...{ expected, states, lost: expected - latencies.length },
  };
};

interface Change {
  readonly version: number;
  readonly at: number;
}

function changesByOrder({ order, version, at }: Changes): Map<number, Change[]> {
  const byOrder = new Map<number, Change[]>();
  for (let n = 0; n < at.length; n += 1) {
    const key = order[n] as number;
    const those = byOrder.get(key) ?? [];
    byOrder.set(key, those);
    those.push({ version: version[n] as number, at: at[n] as number });
  }
  for (const those of byOrder.values()) those.sort((left, right) => left.version - right.version);
  return byOrder;
}

function expectedOf(byOrder: ReadonlyMap<number, readonly Change[]>, followed: ArrayLike<number>): number {
  let expected = 0;
  for (let socket = 0; socket < followed.length; socket += 1)
    expected += byOrder.get(followed[socket] as number)?.length ?? 0;
  return expected;
}
