import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const PLATFORM = path.join(import.meta.dirname, '../src/platform.ts');

/** A process that leaves a rejection behind and has something to do after it. */
const run = (guard: string) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { createLog, logStrayRejections } from ${JSON.stringify(PLATFORM)};
       ${guard};
       void Promise.reject(new Error('left behind'));
       setTimeout(() => console.log('still here'), 50);`,
    ],
    { encoding: 'utf8' },
  );

test('a process lives on after a rejection that nobody waited for, and says so', () => {
  const guarded = run(`logStrayRejections(createLog({ level: 'error' }))`);
  expect(guarded).toMatchObject({ status: 0, stdout: expect.stringContaining('still here') });
  expect(guarded.stdout + guarded.stderr).toContain('left behind');
  expect(run('')).toMatchObject({ status: 1, stdout: '' });
});
