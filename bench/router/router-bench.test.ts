import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withField } from './endurance/swaps.ts';
import { readFlags } from './flags.ts';
import { isAnswered } from './measure/ask.ts';
import { digestOf } from './measure/compare.ts';
import { freePort } from '../free-port.ts';
import { heapSlopeKb } from '../measure/memory-points.ts';
import { figuresSvg } from './report/svg.ts';
import { renderTable } from './report/table.ts';
import { verdicts } from './report/targets.ts';
import type { Measured, Results } from './results.ts';
import { smallBench, type SmallBench } from './small-bench.ts';
import { bare, stock } from './variants/node-servers.ts';
import { startRouter, stoa, stoaApollo } from './variants/stoa.ts';
import type { Variant } from './variants/variant.ts';
import { coldOperations } from './workloads/cold-operations.ts';
import { bodyOf } from './workloads/workload.ts';

// CPU is read from /proc.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a run on the smallest workload', () => {
  let bench: SmallBench;

  beforeAll(async () => {
    bench = await smallBench();
  });

  afterAll(() => bench.end());

  test('measures our router and stock, whose answers are the same, and names who is absent', async () => {
    const missing: Variant = { ...stock, name: 'missing', absence: () => 'not built: here is how' };
    const measured = await bench.run([stoa, stock, missing]);
    expect(measured.map(({ name, absence }) => [name, absence])).toEqual([
      ['stoa', undefined],
      ['stock', undefined],
      ['missing', 'not built: here is how'],
    ]);
    for (const { fetchesAlone, remarks } of measured.slice(0, 2)) {
      expect(fetchesAlone).toBe(1);
      expect(remarks).toEqual([]);
    }
    expect(renderTable(measured)).toContain('| missing | absent: not built: here is how |');
  });

  test('does not time whoever answers otherwise than most', async () => {
    const others = [bare, { ...bare, name: 'the same again' }];
    const wrong: Variant = { ...bare, name: 'wrong', start: startWrong };
    const measured = await bench.run([...others, wrong]);
    expect(measured.filter(({ isFault }) => isFault).map(({ name }) => name)).toEqual(['wrong']);
    expect(bench.said.join('\n')).toContain('wrong answers otherwise than most to request 0');
  });

  test('does not time whoever is not what it says', async () => {
    const other: Variant = { ...bare, name: 'other', pretends: () => Promise.resolve('has no fast lane') };
    const measured = await bench.run([bare, other]);
    expect(measured.find(({ isFault }) => isFault)).toMatchObject({ name: 'other', absence: 'has no fast lane' });
  });

  test('does not time whoever keeps Authorization to itself', async () => {
    const start: Variant['start'] = (ground) => startRouter(ground, 'silent', { headers: { all: [] } });
    const measured = await bench.run([{ ...stoa, name: 'silent', start }]);
    expect(measured).toMatchObject([{ isFault: true, absence: 'does not forward Authorization' }]);
  });

  test('does not time our router on another lane than it says', async () => {
    const slow: Variant = { ...stoa, name: 'slow', start: stoaApollo.start };
    const fast: Variant = { ...stoaApollo, name: 'fast', start: stoa.start };
    expect((await bench.run([slow, fast])).map(({ absence }) => absence)).toEqual([
      'has no fast lane',
      'has a fast lane all the same',
    ]);
  });

  const startWrong: Variant['start'] = async ({ processes: { launch } }) => {
    const port = await freePort();
    const answer = `require('node:http').createServer((_, response) => response.end('{"data":{}}')).listen(${port}, '127.0.0.1')`;
    return { port, processes: [await launch('wrong', { file: process.execPath, args: ['-e', answer] })] };
  };
});

describe('what our router says of itself', () => {
  const pretends = async (metrics: string) => {
    const server = createServer((_, response) => response.end(metrics)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      return await stoa.pretends?.({ port, processes: [] });
    } finally {
      server.close();
    }
  };
  const metrics = (stock: number) =>
    `stoa_router_requests_total{lane="fast"} 8\nstoa_router_requests_total{lane="apollo"} 1\nstoa_router_stock_executions_total ${stock}`;

  test('tells when it left something to stock execution', async () => {
    expect(await pretends(metrics(0))).toBeUndefined();
    expect(await pretends(metrics(2))).toBe('left 2 executions to stock');
  });

  test('is believed only when it tells', async () => {
    await expect(pretends(metrics(0).replace('_stock_', '_other_'))).rejects.toThrow('does not tell');
  });
});

describe('answers', () => {
  test('are good when they have data and no errors, whatever the status says', () => {
    const answers = ['{"data":{"a":1}}', '{"errors":[{"message":"No such field"}]}', '{"errors":[],"data":{"a":null}}'];
    expect(answers.map((text) => isAnswered({ status: 200, text }))).toEqual([true, false, false]);
    expect(isAnswered({ status: 503, text: '{"data":{"a":1}}' })).toBe(false);
  });

  test('are equal whatever the order of their keys and what stands in extensions', () => {
    expect(digestOf('{"data":{"a":[1,{"b":2,"c":3}]},"extensions":{"cost":1}}')).toBe(
      digestOf('{"data":{"a":[1,{"c":3,"b":2}]}}'),
    );
  });

  test('differ by the order of a list, by a null and by an error', () => {
    const answers = [
      '{"data":{"a":[1,2]}}',
      '{"data":{"a":[2,1]}}',
      '{"data":null}',
      '{"data":{"a":[1,2]},"errors":[]}',
    ];
    expect(new Set(answers.map(digestOf)).size).toBe(4);
  });
});

const aMeasurement = (name: string, cpu: number): Measured => ({
  ...{ name, what: '', requestsPerSecond: 1_000, p50Ms: 1, p99Ms: 2, fetchesAlone: 3, residentMb: 100 },
  cpuMs: { least: cpu, median: cpu },
});

describe('the report', () => {
  const results = (stoaMs: number): Results =>
    new Map([['small', [aMeasurement('stoa', stoaMs), aMeasurement('stock', 1), aMeasurement('node-http', 0.02)]]]);

  test('says of each aim whether it is reached, missed or was not measured', () => {
    const about = (found: Results, what: string) => verdicts(found).find((verdict) => verdict.what.startsWith(what));
    expect(about(results(0.05), 'small: stoa costs less')).toMatchObject({ found: '20.00 ×', isReached: true });
    expect(about(results(0.2), 'small: stoa costs less')).toMatchObject({ found: '5.00 ×', isReached: false });
    expect(about(results(0.05), 'small: stoa against node-http')).toMatchObject({ found: '2.50 ×', isReached: true });
    expect(about(results(0.05), 'gateways')).toMatchObject({ found: 'not measured', isReached: undefined });
  });

  test('has as many columns in its head, its rule and its lines', () => {
    const lines = renderTable([
      ...(results(0.05).get('small') ?? []),
      { name: 'cosmo', what: '', absence: 'not | built' },
    ]);
    expect(new Set(lines.split('\n').map((line) => line.split('|').length)).size).toBe(1);
  });

  test('draws a bar for everybody who was measured, and what is said in it is text', () => {
    const svg = figuresSvg([{ title: 'a < b', measured: results(0.05).get('small') ?? [] }], 'here & now');
    expect(svg.match(/<rect class="bar/g)).toHaveLength(3);
    expect(svg).toContain('a &lt; b');
    expect(svg).toContain('here &amp; now');
  });
});

describe('cold operations', () => {
  test('are all different, and valid requests', () => {
    const bodies = coldOperations({ count: 500 }, ['a']);
    expect(new Set(bodies).size).toBe(500);
    const queries = bodies.map((body) => (JSON.parse(body) as { query: string }).query);
    expect(queries.every((query) => /\{ id \w/.test(query))).toBe(true);
    expect(JSON.parse(bodyOf('{ a }', { b: 1 }))).toEqual({ query: '{ a }', variables: { b: 1 } });
  });
});

describe('endurance', () => {
  const point = (done: number, heapMb: number) => ({ done, heapMb, residentMb: 100 });

  test('finds the slope of the second half, whatever the first did', () => {
    expect(heapSlopeKb([point(0, 10), point(10, 50), point(20, 50), point(30, 50)])).toBe(0);
    expect(heapSlopeKb([point(0, 10), point(10, 50), point(20, 51), point(30, 52)])).toBeCloseTo(102.4);
  });

  test('gives a supergraph one field more', () => {
    const graphs = 'enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }';
    const sdl = `${graphs}\ntype Query\n  @join__type(graph: B)\n{\n  b: Int`;
    expect(withField(sdl, 'swap1')).toContain('{\n  swap1: String @join__field(graph: B)\n  b: Int');
    expect(() => withField('type Query { a: Int }', 'b')).toThrow('no supergraph');
  });
});

describe('the command line', () => {
  const known = { variants: ['stoa', 'stock'], workloads: ['small'] };

  test('chooses variants and workloads, and measures five rounds of three seconds', () => {
    expect(readFlags(['--variants', 'stock', '--dry'], known)).toMatchObject({
      flags: { variants: ['stock'], workloads: undefined, rounds: 5, seconds: 3, dry: true },
    });
  });

  test.each([
    [['--variants', 'nobody'], '--variants: there is no nobody'],
    [['--rounds', '0'], '--rounds is 1 at least'],
    [['--seconds', 'x'], '--seconds is a whole number, not "x"'],
    [['--mystery'], "Unknown option '--mystery'"],
    [['--help'], 'node bench/router/run.ts'],
  ])('answers %j with a text', (args, text) => {
    expect(readFlags(args, known)).toMatchObject({ say: expect.stringContaining(text) });
  });
});
