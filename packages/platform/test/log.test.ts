import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createLog } from '../src/log.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'log-'));
const file = path.join(directory, 'stoa.log');
afterAll(() => rmSync(directory, { recursive: true }));

test('a log file is for its owner alone, and holds no row that a database error quotes', () => {
  const detail = 'Key (email)=(ada@example.com) already exists.';
  const log = createLog({ level: 'info', file });
  log.error({ err: Object.assign(new Error('duplicate key'), { code: '23505', detail }) }, 'request failed');
  const line = readFileSync(file, 'utf8');
  expect(line).toContain('23505');
  expect(line).not.toContain('ada@example.com');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
});
