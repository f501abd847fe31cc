import type { Deliveries } from '../measure/deliveries.ts';

/** What following costs one server in one round. */
export interface FollowRound extends Deliveries {
  /** CPU of the server, microseconds for each change that a follower saw. */
  readonly cpuUs: number;
  /** What one socket with one subscription keeps alive, after garbage was collected. */
  readonly heapKb: number;
  readonly residentKb: number;
  /** Seconds until all sockets had their first state. */
  readonly openSeconds: number;
  /** Of the time in which the server could have run, the part that it waited for a core. */
  readonly waited: number;
  /** How long events waited for a busy server to take them, 99 of 100, milliseconds. */
  readonly lateMs: number;
}
