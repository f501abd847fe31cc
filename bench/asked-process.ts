import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a process answers, by the question's name. What travels is copied as by `structuredClone`. */
export type Questions<Answers> = { readonly [Name in keyof Answers]: (argument: never) => unknown };

/** A program of our own in another process, which answers questions over the IPC channel. */
export interface AskedProcess<Answers extends Questions<Answers>> {
  readonly pid: number;
  /** @throws what the answer threw, as text, or that the process has ended. */
  ask<Name extends keyof Answers & string>(
    name: Name,
    ...argument: Parameters<Answers[Name]>
  ): Promise<Awaited<ReturnType<Answers[Name]>>>;
  /** Ends it in order, by force when that takes longer than 30 s. */
  end(): Promise<void>;
}

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

export interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** What a process says when it can be asked. */
export const READY = 0;
const PATIENCE_MS = 30_000;

/** Starts a program that calls `answerParent` and waits until it can be asked. @throws when it ends before. */
export const startAskedProcess = async <Answers extends Questions<Answers>>(
  file: string,
  { args = [], execArgv = [], env, logFile }: StartOptions = {},
): Promise<AskedProcess<Answers>> => {
  const log = logFile === undefined ? undefined : opened(logFile);
  const child = fork(file, [...args], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    ...(env && { env }),
    ...(log !== undefined && { stdio: ['ignore', log, log, 'ipc'] }),
  });
  if (log !== undefined) closeSync(log);
  const ended = once(child, 'exit');
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = READY;
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply));
  const replyTo = async (id: number) => {
    const arrived = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    const { answer, error } = await Promise.race([
      arrived,
      ended.then((): Reply => ({ id, error: `${path.basename(file)} has ended${lastLines(logFile)}` })),
    ]);
    waiting.delete(id);
    if (error !== undefined) throw new Error(error);
    return answer as never;
  };
  await replyTo(READY);
  return {
    pid: child.pid as number,
    ask: (name, ...[argument]) => {
      lastId += 1;
      // What cannot be sent any more is answered by the end of the process.
      child.send({ id: lastId, name, argument } satisfies Question, () => undefined);
      return replyTo(lastId);
    },
    end: async () => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(force);
    },
  };
};

const opened = (logFile: string): number => {
  mkdirSync(path.dirname(logFile), { recursive: true });
  return openSync(logFile, 'w');
};

const lastLines = (logFile: string | undefined): string =>
  logFile === undefined
    ? ''
    : `: ${readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n').slice(-1_000)}`;

export interface StartOptions {
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where both its streams go; without it, to where this process's go. */
  readonly logFile?: string;
}
