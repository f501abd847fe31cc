import { setTimeout as sleep } from 'node:timers/promises';
import type { Launched } from './processes.ts';

/** A look into a running Node process through its inspector. */
export interface Inspector {
  /** Evaluates an expression there; what comes back must be JSON. @throws with the exception's words. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly collectGarbage: () => Promise<void>;
  readonly close: () => void;
}

const PATIENCE_MS = 5_000;

/** Opens the inspector of a Node process that was started with `--inspect-port=127.0.0.1:0`. @throws when it does not open. */
export const inspect = async ({ pid, printed }: Launched): Promise<Inspector> => {
  process.kill(pid, 'SIGUSR1');
  const address = await addressIn(printed);
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`The inspector at ${address} refuses`)), { once: true });
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    waiting.get(reply.id)?.(reply);
  });
  let lastId = 0;
  const send = (method: string, params: object) =>
    new Promise<Reply>((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  return {
    evaluate: async (expression) => {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      if (result?.exceptionDetails) throw new Error(JSON.stringify(result.exceptionDetails));
      return result?.result?.value;
    },
    collectGarbage: async () => {
      await send('HeapProfiler.collectGarbage', {});
    },
    close: () => socket.close(),
  };
};

interface Reply {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
}

async function addressIn(printed: () => string): Promise<string> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const address = [...printed().matchAll(/ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/g)].at(-1)?.[0];
    if (address !== undefined) return address;
    await sleep(20);
  }
  throw new Error(`No inspector was opened: ${printed().slice(-500)}`);
}

const DELAY = '__benchLoopDelay';

/** Watches the event loop of a Node process until `end`, which gives its longest delay in milliseconds. */
export const loopDelayOf = async (launched: Launched): Promise<{ readonly end: () => Promise<number> }> => {
  const inspector = await inspect(launched);
  await inspector.evaluate(
    `globalThis.${DELAY} = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 }); ${DELAY}.enable()`,
  );
  return {
    end: async () => {
      const longest = await inspector.evaluate(`${DELAY}.disable(); ${DELAY}.max / 1e6`);
      inspector.close();
      return Number(longest);
    },
  };
};
