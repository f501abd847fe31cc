import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { drive, percentile } from '../measure/drive.ts';
import { parseStat, postgresCpuMs } from '../measure/postgres-cpu.ts';
import { byPackage, selfTimes } from './profile/self-times.ts';
import { statementTimes } from './profile/statement-times.ts';
import { betweenMarkers } from '../report/between-markers.ts';
import { renderTable, type Row } from './report/table.ts';

const aRow = (change: Partial<Row> = {}): Row => ({
  operation: 'ProductPage',
  setting: '60 products',
  aimMs: 8,
  requests: 480,
  appCpuMs: 2.44,
  postgresCpuMs: 0.53,
  statements: 5,
  fetches: 3,
  p50Ms: 41,
  p99Ms: 80,
  topStatements: [],
  ...change,
});

describe('the table', () => {
  test('has a line for each operation and setting, settings of one operation below one another', () => {
    const rows = [aRow(), aRow({ operation: 'CartPage' }), aRow({ setting: '20000 products' })];
    const [, , ...lines] = renderTable(rows).split('\n');
    expect(lines.map((line) => line.split(' | ').slice(0, 2))).toEqual([
      ['| ProductPage', '60 products'],
      ['| ProductPage', '20000 products'],
      ['| CartPage', '60 products'],
    ]);
    expect(lines[0]).toBe('| ProductPage | 60 products | 3.0 | ≤ 8 | 2.4 | 0.5 | 5.0 | 3.0 | 41 | 80 | 480 |');
  });

  test('has as many columns in its head, its rule and its lines', () => {
    const columns = renderTable([aRow()])
      .split('\n')
      .map((line) => line.split('|').length);
    expect(new Set(columns).size).toBe(1);
  });

  test('makes a figure bold that misses its aim, and only such a one', () => {
    const table = renderTable([aRow({ postgresCpuMs: 5.56 }), aRow({ appCpuMs: 7.5, postgresCpuMs: 0.6 })]);
    expect(table).toContain('| 8.0 |');
    expect(table).toContain('| **8.1** |');
  });

  test('replaces what stands between its markers', () => {
    const once = betweenMarkers('a\n<!-- figures -->\n<!-- /figures -->\nb', 'figures', 'first');
    expect(betweenMarkers(once, 'figures', 'second')).toBe('a\n<!-- figures -->\nsecond\n<!-- /figures -->\nb');
    expect(() => betweenMarkers('a', 'figures', 'first')).toThrow('<!-- figures -->');
  });
});

describe('the CPU of a server', () => {
  test('is read from a line of the kernel, whatever the process is called', () => {
    const line = '42 (postgres: a) b) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 1 0 99 1 2';
    expect(parseStat(line)).toEqual({ parent: 7, ownMs: 2_000, endedChildrenMs: 500 });
  });

  test('has what its children did, while they live and when they have ended', async () => {
    if (process.platform !== 'linux') return;
    const before = await postgresCpuMs(process.pid);
    const child = spawn(process.execPath, ['-e', BUSY_FOR_300_MS], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(await postgresCpuMs(process.pid)).toBeGreaterThanOrEqual(before + 250);
    child.stdin.end();
    await once(child, 'exit');
    expect(await postgresCpuMs(process.pid)).toBeGreaterThanOrEqual(before + 250);
  });
});

// CPU time, not wall time: the machine may be busy with others. Ends with its input.
const BUSY_FOR_300_MS = `
  while (process.cpuUsage().user < 300_000) for (let n = 0; n < 1e6; n += 1);
  console.log('done');
  process.stdin.resume()`;

describe('a run', () => {
  test('visits every number once, never more at a time than it may', async () => {
    const seen: number[] = [];
    let [now, most] = [0, 0];
    const latencies = await drive({ count: 50, atOnce: 16 }, async (n) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      seen.push(n);
      now -= 1;
    });
    expect(seen.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(most).toBe(16);
    expect(latencies).toHaveLength(50);
  });

  test('ends with the error of a visit that failed', async () => {
    await expect(
      drive({ count: 5, atOnce: 2 }, (n) => (n === 3 ? Promise.reject(new Error('no answer')) : Promise.resolve())),
    ).rejects.toThrow('no answer');
  });

  test('has percentiles', () => {
    const values = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.99)]).toEqual([51, 100, 7]);
  });
});

describe('a profile', () => {
  test('adds up own time by function and package, without what was idle', () => {
    const node = (id: number, functionName: string, url: string) => ({
      id,
      callFrame: { functionName, url, scriptId: '1', lineNumber: 9, columnNumber: 0 },
    });
    const times = selfTimes({
      nodes: [
        node(1, '(idle)', ''),
        node(2, 'parse', 'file:///a/node_modules/graphql/language/parser.mjs'),
        node(3, 'pay', 'file:///a/subgraphs/payments/src/pay.ts'),
        node(4, 'writev', ''),
      ],
      samples: [1, 2, 2, 3, 4],
      timeDeltas: [9_000, 100, 200, 300, 400],
      startTime: 0,
      endTime: 10_000,
    });
    expect(times).toEqual([
      { where: 'writev (node native)', share: 0.4 },
      { where: 'parse (graphql/language/parser.mjs:10)', share: 0.3 },
      { where: 'pay (subgraphs/payments/src/pay.ts:10)', share: 0.3 },
    ]);
    expect(byPackage(times).map(({ where }) => where)).toEqual(['node', 'graphql', 'subgraphs/payments']);
  });

  test('adds up the durations of a PostgreSQL log by statement', () => {
    const log = [
      '2026-01-15 10:00:00.000 UTC [1] LOG:  duration: 0.500 ms  parse s1: SELECT 1',
      '2026-01-15 10:00:00.000 UTC [1] LOG:  duration: 0.250 ms  bind s1: SELECT 1',
      '2026-01-15 10:00:00.000 UTC [1] LOG:  duration: 1.250 ms  execute s1: SELECT 1',
      "2026-01-15 10:00:00.000 UTC [1] DETAIL:  Parameters: $1 = 'duration: 7'",
      '2026-01-15 10:00:00.000 UTC [2] LOG:  duration: 3.000 ms  statement: SELECT a,',
      '\t  b FROM c',
      '',
    ].join('\n');
    expect(statementTimes(log)).toEqual([
      { statement: 'SELECT a, b FROM c', count: 1, totalMs: 3 },
      { statement: 'SELECT 1', count: 1, totalMs: 2 },
    ]);
  });
});
