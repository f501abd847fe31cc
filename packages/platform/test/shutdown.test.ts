import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';

const SOURCE = path.join(import.meta.dirname, '../src/shutdown.ts');

/** A process that needs a while to close, and says when it is ready and what it was told. */
const aProcess = async (closesAfterMs: number) => {
  const script = `
    import { onShutdownSignal } from ${JSON.stringify(SOURCE)};
    onShutdownSignal((signal) => { console.log(signal); setTimeout(() => process.exit(0), ${closesAfterMs}); });
    setInterval(() => undefined, 1_000);
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(child.stdout, 'data');
  return { child, printed: () => printed, ended: once(child, 'exit').then(([code]) => code as number) };
};

test('a Ctrl-C that arrives twice is one wish, and closing goes on in order', async () => {
  const { child, printed, ended } = await aProcess(300);
  child.kill('SIGINT');
  child.kill('SIGINT');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(printed()).toMatch(/^ready\nSIG(INT|TERM)\n$/);
});

test('asked again while it is closing, a process ends at once', async () => {
  const { child, ended } = await aProcess(60_000);
  child.kill('SIGTERM');
  await sleep(1_200);
  child.kill('SIGTERM');
  expect(await ended).toBe(130);
});
