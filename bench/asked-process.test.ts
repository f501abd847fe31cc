import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAskedProcess } from './asked-process.ts';

interface Answers {
  readonly twice: (value: number) => number;
  readonly bytes: () => Float64Array;
  readonly refuse: () => void;
  readonly leave: () => void;
}

const PROGRAM = `
import { answerParent } from '${path.join(import.meta.dirname, 'answer-parent.ts')}';
import { writeFileSync } from 'node:fs';
console.log('I am here');
answerParent(
  {
    twice: (value) => value * 2,
    bytes: async () => Float64Array.of(1.5, 2.5),
    refuse: () => { throw new Error('not today'); },
    leave: () => process.exit(3),
  },
  () => writeFileSync(process.argv[2], 'closed'),
);`;

describe('a process that is asked', () => {
  let folder: string;
  const inFolder = (name: string) => path.join(folder, name);
  const start = () =>
    startAskedProcess<Answers>(inFolder('program.ts'), {
      args: [inFolder('closed')],
      logFile: inFolder('logs/one.log'),
    });

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'asked-process-'));
    writeFileSync(inFolder('program.ts'), PROGRAM);
    writeFileSync(inFolder('package.json'), '{ "type": "module" }');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('answers questions that cross each other, with what structured clones can carry', async () => {
    const asked = await start();
    expect(await Promise.all([asked.ask('twice', 21), asked.ask('bytes'), asked.ask('twice', 4)])).toEqual([
      42,
      Float64Array.of(1.5, 2.5),
      8,
    ]);
    await asked.end();
  });

  test('tells why it could not answer', async () => {
    const asked = await start();
    await expect(asked.ask('refuse')).rejects.toThrow('not today');
    await asked.end();
  });

  test('closes in order when it is ended', async () => {
    const asked = await start();
    await asked.end();
    expect(readFileSync(inFolder('closed'), 'utf8')).toBe('closed');
  });

  test('leaves no question without an answer when it is gone, and what it printed', async () => {
    const asked = await start();
    await expect(asked.ask('leave')).rejects.toThrow(/program\.ts has ended: I am here/);
    await expect(asked.ask('twice', 1)).rejects.toThrow('has ended');
  });
});
