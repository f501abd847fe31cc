import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres } from '@stoa/platform';
import type { Answers, Reply } from './server-protocol.ts';
import { freePort } from '../free-port.ts';

/** The measured Stoa as the bench holds it. */
export interface ServerProcess {
  readonly url: string;
  ask<Name extends keyof Answers>(name: Name, argument?: string): Promise<Answers[Name]>;
  createAdmin(email: string, password: string): Promise<void>;
  /** Ends it in order and forgets its data. */
  destroy(): Promise<void>;
}

/** Starts Stoa, durable, on a scratch state. @throws when it ends before it is ready. */
export const startServer = async (): Promise<ServerProcess> => {
  const state = mkdtempSync(path.join(tmpdir(), 'stoa-storefront-'));
  const port = await freePort();
  const child = fork(path.join(import.meta.dirname, 'server.ts'), ['--state', state, '--port', String(port)]);
  const ended = once(child, 'exit');
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply));

  const replyTo = async (id: number) => {
    const arrived = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    const { answer, error } = await Promise.race([
      arrived,
      ended.then(() => ({ answer: undefined, error: 'the server has ended' })),
    ]);
    waiting.delete(id);
    if (error !== undefined) throw new Error(error);
    return answer;
  };
  const ask: ServerProcess['ask'] = (name, argument = '') => {
    lastId += 1;
    child.send({ id: lastId, name, argument });
    return replyTo(lastId) as never;
  };

  await replyTo(0);
  return {
    url: `http://127.0.0.1:${port}`,
    ask,
    createAdmin: async (email, password) => {
      await ask('createAdmin', JSON.stringify({ email, password }));
    },
    destroy: async () => {
      child.kill('SIGTERM');
      await ended;
      await destroyEmbeddedPostgres(path.join(state, 'postgres'));
      rmSync(state, { recursive: true, force: true });
    },
  };
};
