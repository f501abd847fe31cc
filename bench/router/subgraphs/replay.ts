import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../free-port.ts';
import type { Launched, Processes } from '../measure/processes.ts';
import { serverFile } from '../servers/server-file.ts';
import { nativeBinary } from '../variants/native-binary.ts';

/** What routers asked subgraphs since the last reset. */
export interface SubgraphCounts {
  readonly requests: number;
  /** Answers that had to be made; none while something is timed. */
  readonly misses: number;
  /** Requests that brought an Authorization header. */
  readonly authorized: number;
}

/** All subgraphs of all fixtures, answering from memory what they were asked before. */
export interface Replay {
  readonly urlOf: (fixture: string, subgraph: string) => string;
  readonly process: Launched;
  /** `Rust` when native/benchtool is built, else `Node`. */
  readonly madeOf: 'Rust' | 'Node';
  readonly reset: () => Promise<SubgraphCounts>;
  /** Waits until nobody asks any more: when load ends, servers go on with what they had accepted. */
  readonly quiet: () => Promise<void>;
}

/** Starts the subgraphs and the replay before them. */
export const startReplay = async ({ launch }: Processes): Promise<Replay> => {
  const [upstream, port] = [await freePort(), await freePort()];
  await launch('subgraphs', { file: process.execPath, args: [serverFile('subgraph-server'), String(upstream)] });
  const tool = nativeBinary('benchtool');
  const isBuilt = existsSync(tool);
  const ports = [String(port), String(upstream)];
  const started = await launch(
    'replay',
    isBuilt ? { file: tool, args: ports } : { file: process.execPath, args: [serverFile('replay-server'), ...ports] },
  );
  const reset = async () => (await (await fetch(`http://127.0.0.1:${port}/__reset`)).json()) as SubgraphCounts;
  await answering(reset, started);
  await answering(() => fetch(`http://127.0.0.1:${upstream}/`), started);
  return {
    urlOf: (fixture, subgraph) => `http://127.0.0.1:${port}/${fixture}/${subgraph}`,
    process: started,
    madeOf: isBuilt ? 'Rust' : 'Node',
    reset,
    quiet: async () => {
      await reset();
      do await sleep(QUIET_MS);
      while ((await reset()).requests > 0);
    },
  };
};

const PATIENCE_MS = 20_000;
const QUIET_MS = 30;

async function answering(ask: () => Promise<unknown>, { hasEnded, printed }: Launched): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (hasEnded() || performance.now() > end)
        throw new Error(`Subgraphs do not answer: ${printed()}`, { cause: error });
      await sleep(20);
    }
  }
}
