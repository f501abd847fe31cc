import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres, startEmbeddedPostgres } from '@stoa/platform';
import { startAskedProcess, type AskedProcess } from '../asked-process.ts';
import { freePort } from '../free-port.ts';
import type { Answers } from './server-protocol.ts';

/** The measured Stoa as the bench holds it. */
export interface ServerProcess extends Pick<AskedProcess<Answers>, 'ask' | 'pid'> {
  readonly url: string;
  readonly port: number;
  createAdmin(email: string, password: string): Promise<void>;
  /** Ends it in order and forgets its data. */
  destroy(): Promise<void>;
}

export interface ServerOptions {
  /** Addresses of a Kafka; without them events travel through PostgreSQL. */
  readonly kafkaBrokers?: readonly string[];
  /** Of postgresql.conf. */
  readonly postgres?: Readonly<Record<string, string>>;
  /** Where it prints to; default: where the bench does. */
  readonly logFile?: string;
}

/** Starts Stoa, durable, on a scratch state. @throws when it ends before it is ready. */
export const startServer = async ({
  kafkaBrokers,
  postgres = {},
  logFile,
}: ServerOptions = {}): Promise<ServerProcess> => {
  const state = mkdtempSync(path.join(tmpdir(), 'stoa-bench-'));
  const dir = path.join(state, 'postgres');
  // Stoa joins the PostgreSQL that runs on its state.
  const own = await startEmbeddedPostgres({
    ...{ dir, databases: [], settings: postgres, durability: 'full', log: () => undefined },
  });
  const port = await freePort();
  const forget = async () => {
    await own.stop();
    await destroyEmbeddedPostgres(dir);
    rmSync(state, { recursive: true, force: true });
  };
  try {
    const { pid, ask, end } = await startAskedProcess<Answers>(path.join(import.meta.dirname, 'server.ts'), {
      args: [
        ...['--state', state, '--port', String(port)],
        ...(kafkaBrokers ? ['--kafka-brokers', kafkaBrokers.join(',')] : []),
      ],
      ...(logFile !== undefined && { logFile }),
    });
    return {
      url: `http://127.0.0.1:${port}`,
      ...{ pid, port, ask },
      createAdmin: async (email, password) => {
        await ask('createAdmin', { email, password });
      },
      destroy: async () => {
        await end();
        await forget();
      },
    };
  } catch (error) {
    await forget();
    throw error;
  }
};
