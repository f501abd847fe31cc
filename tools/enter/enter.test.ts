import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

describe('the entry', () => {
  test('refuses a command it does not have in one line', () => {
    expect(enter('strat')).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^There is no command "strat".*\n$/),
    });
  });

  test('refuses an option "start" does not have before it does anything', () => {
    expect(enter('start', '--prot', '4100')).toMatchObject({
      status: 2,
      stderr: '"start" does not know "--prot": --no-demo, --broker, --port\n',
    });
  });

  test.each([
    [['--broker', 'rabbit'], '--broker needs "postgres" or "kafka"\n'],
    [['--port'], '--port needs a port number\n'],
    [['--no-demo=yes'], '--no-demo takes no value\n'],
  ])('refuses the value in %j', (args, stderr) => {
    expect(enter('start', ...args)).toMatchObject({ status: 2, stderr });
  });

  test('explains itself', () => {
    expect(enter('start', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--no-demo') });
    expect(enter('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run test:services') });
    expect(enter()).toMatchObject({ status: 2 });
  });
});

function enter(...args: string[]) {
  const script = path.resolve(import.meta.dirname, '../enter.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}
