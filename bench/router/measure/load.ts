import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What a load generator saw. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers with another status than 2xx and 3xx, and requests without an answer. */
  readonly failures: number;
}

export interface LoadOrder {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Files with a body and a token a line. */
  readonly bodiesFile: string;
  readonly tokensFile: string;
  /** Where in the tokens to begin. */
  readonly from: number;
}

/** As many requests as a server answers, over so many connections, for so many seconds. */
export type Load = (order: LoadOrder) => Promise<LoadResult>;

/** One line that says how to get wrk; undefined when it is there. */
export const wrkIsMissing = (): string | undefined => {
  const found = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, 'wrk')));
  return found ? undefined : 'wrk is not installed: apt-get install wrk (Debian, Ubuntu)';
};

/** Load by wrk: one thread, closed loop. @throws with what wrk said. */
export const wrk: Load = async ({ port, connections, seconds, bodiesFile, tokensFile, from }) => {
  const script = path.join(import.meta.dirname, 'wrk.lua');
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', script];
  const child = spawn('wrk', [...options, `http://127.0.0.1:${port}`, '--', bodiesFile, tokensFile, String(from)]);
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, 'close');
  process.off('exit', end);
  const figures = /^RESULT (.+)$/m.exec(printed)?.[1]?.split(' ').map(Number);
  if (!figures) throw new Error(`wrk failed: ${printed}`);
  const [requests = 0, microseconds = 0, bytes = 0, p50 = 0, p99 = 0, refused = 0, broken = 0] = figures;
  return {
    requests,
    seconds: microseconds / 1e6,
    bytes,
    p50Ms: p50 / 1_000,
    p99Ms: p99 / 1_000,
    failures: refused + broken,
  };
};
