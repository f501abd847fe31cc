import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres } from '@stoa/platform';

/** Seconds from the command to "Stoa is ready.", without demo data. */
export interface Starts {
  readonly firstSeconds: number;
  readonly secondSeconds: number;
}

const MAIN = path.join(import.meta.dirname, '../../apps/embedded/src/main.ts');
const PORT = 4_873;

/** Starts an empty Stoa, ends it in order and starts it again. */
export const measureStarts = async (): Promise<Starts> => {
  const state = mkdtempSync(path.join(tmpdir(), 'stoa-starts-'));
  try {
    return { firstSeconds: await start(state), secondSeconds: await start(state) };
  } finally {
    await destroyEmbeddedPostgres(path.join(state, 'postgres'));
    rmSync(state, { recursive: true, force: true });
  }
};

async function start(state: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [MAIN, '--no-demo', '--port', String(PORT)], {
    env: { ...process.env, STOA_STATE: state, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let printed = '';
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Stoa is ready.')) resolve('ready');
    });
  });
  const outcome = await Promise.race([ready, ended.then(() => 'ended')]);
  const seconds = (performance.now() - startedAt) / 1_000;
  child.kill('SIGTERM');
  await ended;
  if (outcome !== 'ready') throw new Error(`Stoa did not start:\n${printed}`);
  return seconds;
}
