import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

export interface Launched {
  readonly name: string;
  readonly pid: number;
  /** What it printed until now, both streams. */
  readonly printed: () => string;
  readonly hasEnded: () => boolean;
  /** SIGTERM, and SIGKILL when that does not end it within five seconds. */
  readonly end: () => Promise<void>;
}

export interface Processes {
  /** @throws when the program cannot be started. */
  readonly launch: (name: string, command: Command) => Promise<Launched>;
  /** Ends all that still run. */
  readonly endAll: () => Promise<void>;
}

const PATIENCE_MS = 5_000;

/** Programs that are started for a run and end with it, whatever ends the run. Their output goes to files in `logs`. */
export const processes = (logs: string): Processes => {
  const running = new Map<ChildProcess, Launched>();
  mkdirSync(logs, { recursive: true });
  // The last resort, for an end that nobody could wait for.
  process.once('exit', () => {
    for (const child of running.keys()) child.kill('SIGKILL');
  });
  return {
    launch: async (name, { file, args, env, directory }) => {
      const logFile = path.join(logs, `${name}.log`);
      const log = openSync(logFile, 'w');
      const child = spawn(file, args, {
        cwd: directory,
        env: { ...inherited(), NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...env },
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      await once(child, 'spawn');
      const ended = once(child, 'exit').then(() => running.delete(child));
      const launched: Launched = {
        name,
        pid: child.pid as number,
        printed: () => readFileSync(logFile, 'utf8'),
        hasEnded: () => child.exitCode !== null || child.signalCode !== null,
        end: async () => {
          child.kill('SIGTERM');
          const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
          await ended;
          clearTimeout(force);
        },
      };
      running.set(child, launched);
      return launched;
    },
    endAll: async () => {
      await Promise.all([...running.values()].map((launched) => launched.end()));
    },
  };
};

// No NODE_OPTIONS: what a test runner sets is not for the measured programs.
const inherited = () => ({ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' });
