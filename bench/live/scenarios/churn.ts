import { heapSlopeKb, type MemoryPoint } from '../../measure/memory-points.ts';
import { cpuMs } from '../../measure/process-usage.ts';
import { FOLLOW_ORDER, orderId } from '../graph/live-market.ts';
import { startClients } from '../load/clients.ts';
import { startLiveServer, type LiveServer } from '../servers/live-servers.ts';

/** What is left of clients that came, saw one state and went. */
export interface Churn {
  readonly cycles: number;
  /** Of coming and going alone, without the pauses in which memory was looked at. */
  readonly seconds: number;
  readonly failed: number;
  readonly reasons: readonly string[];
  readonly points: readonly MemoryPoint[];
  /** Growth for each 1,000 clients over the second half. */
  readonly heapSlopeKb: number;
  readonly residentSlopeKb: number;
  /** CPU of the server, milliseconds for each client. */
  readonly cpuMs: number;
}

export interface ChurnOptions {
  readonly cycles: number;
  readonly orders: number;
  readonly say: (what: string) => void;
}

const POINTS = 20;
const AT_ONCE = 64;

/** Clients come, subscribe to one order each, and leave in three ways in turn; memory is looked at now and then. */
export const measureChurn = async (kind: LiveServer, { cycles, orders, say }: ChurnOptions): Promise<Churn> => {
  const server = await startLiveServer(kind, orders);
  const clients = await startClients();
  const variables = Array.from({ length: orders }, (_, n) => ({ id: orderId(n) }));
  const points: MemoryPoint[] = [];
  const reasons = new Set<string>();
  let [done, seconds, failed] = [0, 0, 0];
  const look = async () => points.push({ done, ...(await server.ask('memory')) });
  try {
    await look();
    const before = cpuMs([server.pid]);
    while (done < cycles) {
      const some = Math.min(Math.ceil(cycles / POINTS), cycles - done);
      const order = { port: server.port, query: FOLLOW_ORDER, variables, cycles: some, atOnce: AT_ONCE };
      const churned = await clients.ask('churn', order);
      done += some;
      seconds += churned.seconds;
      failed += churned.failed;
      for (const reason of churned.reasons) reasons.add(reason);
      await look();
      say(`churn: ${done} of ${cycles} clients, heap ${points.at(-1)?.heapMb.toFixed(1)} MB, ${failed} failed`);
    }
    const slopeOf = (heapMb: (point: MemoryPoint) => number) =>
      1_000 * heapSlopeKb(points.map((point) => ({ ...point, heapMb: heapMb(point) })));
    return {
      ...{ cycles, seconds, failed, points, reasons: [...reasons] },
      heapSlopeKb: slopeOf(({ heapMb }) => heapMb),
      residentSlopeKb: slopeOf(({ residentMb }) => residentMb),
      cpuMs: (cpuMs([server.pid]) - before) / cycles,
    };
  } finally {
    await clients.end();
    await server.end();
  }
};
