// Clients of a live server, in a process of their own: its parent asks over the IPC channel.
import { answerParent } from '../../answer-parent.ts';
import { sharedNow } from '../../measure/clock.ts';
import { drive } from '../../measure/drive.ts';
import { ArrivalLog } from './arrivals.ts';
import { followFrames, LiveSocket, type Follow, type Leaving } from './live-socket.ts';
import type { Churned, ChurnOrder, LoadAnswers, OpenOrder } from './load-protocol.ts';

const arrivals = new ArrivalLog();
const open = new Map<number, LiveSocket>();
const closed = new Map<number, () => void>();
let lost: string[] = [];
let next = 0;

const addressFor = (n: number) => `127.0.0.${1 + (n % ADDRESSES)}`;
// 28,000 ports each; a client's address is also what the router counts clients by.
const ADDRESSES = 64;

/** Opens a socket and resolves with its first state. @throws when it goes before. */
const opened = (follow: Follow, n: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new LiveSocket(follow, {
      onNext: (version) => {
        arrivals.add(n, version, sharedNow());
        resolve();
      },
      onGone: (why) => {
        open.delete(n);
        closed.get(n)?.();
        if (why !== undefined) lost.push(why);
        reject(new Error(why ?? 'left'));
      },
    });
    open.set(n, socket);
  });

async function openAll({ port, query, sockets, atOnce }: OpenOrder): Promise<number> {
  const [first, startedAt] = [next, performance.now()];
  next += sockets.length;
  await drive({ count: sockets.length, atOnce }, async (n) => {
    const { variables, init } = sockets[n] as OpenOrder['sockets'][number];
    const frames = followFrames({ query, variables }, init);
    await opened({ port, frames, localAddress: addressFor(n) }, first + n);
  });
  return (performance.now() - startedAt) / 1_000;
}

async function closeAll(): Promise<void> {
  const gone = [...open].map(([n, socket]) => {
    const left = new Promise<void>((resolve) => closed.set(n, resolve));
    socket.leave();
    return left;
  });
  await Promise.all(gone);
  closed.clear();
  [next, lost] = [0, []];
}

const PATIENCE_MS = 10_000;
const LEAVING: readonly Leaving[] = ['completes', 'closes', 'breaks'];

async function churn({ port, query, variables, cycles, atOnce }: ChurnOrder): Promise<Churned> {
  const startedAt = performance.now();
  const frames = variables.map((one) => followFrames({ query, variables: one }));
  const reasons = new Set<string>();
  let failed = 0;
  const visit = (n: number): Promise<void> =>
    new Promise((resolve) => {
      let hasSeen = false;
      const follow = {
        port,
        localAddress: addressFor(n),
        frames: frames[n % frames.length] as (typeof frames)[number],
      };
      const late = setTimeout(() => socket.giveUp(`no answer in ${PATIENCE_MS} ms`), PATIENCE_MS);
      const socket = new LiveSocket(follow, {
        onNext: () => {
          if (!hasSeen) socket.leave(LEAVING[n % LEAVING.length]);
          hasSeen = true;
        },
        onGone: (why) => {
          clearTimeout(late);
          if (why !== undefined) {
            failed += 1;
            if (reasons.size < 5) reasons.add(why);
          }
          resolve();
        },
      });
    });
  await drive({ count: cycles, atOnce }, visit);
  return { seconds: (performance.now() - startedAt) / 1_000, failed, reasons: [...reasons] };
}

answerParent<LoadAnswers>({
  open: openAll,
  arrived: () => arrivals.length,
  collect: () => arrivals.take(),
  lost: () => [...new Set(lost)],
  closeAll,
  churn,
});
