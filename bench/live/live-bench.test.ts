import { describe, expect, test } from '@jest/globals';
import { atPace } from '../measure/pace.ts';
import { readFlags, type Flags } from './flags.ts';
import { ArrivalLog } from './load/arrivals.ts';
import { clientFrame, FrameReader, OPCODE } from './load/frames.ts';
import { deliveriesOf } from './measure/deliveries.ts';
import { figuresSvg } from './report/figures-svg.ts';
import { figuresText } from './report/figures-text.ts';
import { highestRate } from './report/real-graph-text.ts';
import { measureChurn } from './scenarios/churn.ts';
import { measureDistinctKeys } from './scenarios/distinct-keys.ts';
import { measureOneKey } from './scenarios/one-key.ts';
import type { Step } from './scenarios/real-graph.ts';
import { eventTail } from './servers/event-tail.ts';
import { GRAPHQL_WS, STOA } from './servers/live-servers.ts';
import { SubscriberChannel } from './servers/subscriber-channel.ts';

// CPU is read from /proc.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a run with a handful of sockets', () => {
  test.each([STOA, GRAPHQL_WS])('sees every change of one order at every socket of $name', async (server) => {
    const found = await measureOneKey(server, { sockets: 6, events: 2 });
    expect(found).toMatchObject({ expected: 12, states: 12, lost: 0 });
  });

  test.each([STOA, GRAPHQL_WS])('sees every change of many orders at $name', async (server) => {
    const found = await measureDistinctKeys(server, { sockets: 6, rate: 60, seconds: 1 });
    expect(found).toMatchObject({ expected: 60, lost: 0 });
  });

  test('lets clients come and go in every way without a failure', async () => {
    const found = await measureChurn(STOA, { cycles: 30, orders: 5, say: () => undefined });
    expect(found).toMatchObject({ cycles: 30, failed: 0, reasons: [] });
    expect(found.points).toHaveLength(16);
  });
});

describe('deliveries', () => {
  const arrivalsOf = (...all: [socket: number, version: number, at: number][]) => {
    const log = new ArrivalLog();
    for (const one of all) log.add(...one);
    return log.take();
  };
  const changes = { order: [0, 1, 0], version: [2, 2, 3], at: [100, 100, 110] };

  test('count each change at each follower of its order', () => {
    const arrivals = arrivalsOf([0, 2, 101], [1, 2, 104], [2, 2, 102], [0, 3, 111], [2, 3, 112]);
    expect(deliveriesOf(changes, arrivals, [0, 1, 0])).toEqual({
      ...{ p50Ms: 2, p99Ms: 4, maxMs: 4 },
      ...{ expected: 5, states: 5, lost: 0 },
    });
  });

  test('count a state that answers two changes for both, from when each was made', () => {
    expect(deliveriesOf(changes, arrivalsOf([0, 3, 120]), [0])).toMatchObject({
      maxMs: 20,
      states: 1,
      expected: 2,
      lost: 0,
    });
  });

  test('do not count the same version twice, nor one from before', () => {
    expect(deliveriesOf(changes, arrivalsOf([0, 1, 99], [0, 3, 120], [0, 3, 500]), [0])).toMatchObject({
      maxMs: 20,
      states: 1,
    });
  });

  test('tell what a follower never saw', () => {
    expect(deliveriesOf(changes, arrivalsOf([0, 2, 101]), [0, 1])).toMatchObject({ expected: 3, lost: 2 });
  });

  test('are logged beyond the log’s first size', () => {
    const log = new ArrivalLog();
    for (let n = 0; n < 200_000; n += 1) log.add(n, n + 1, n + 2);
    const { socket, version, at } = log.take();
    expect([socket.at(-1), version.at(-1), at.at(-1), log.length]).toEqual([199_999, 200_000, 200_001, 0]);
  });
});

describe('frames', () => {
  const read = (...chunks: readonly Buffer[]) => {
    const reader = new FrameReader();
    const texts: string[] = [];
    for (const chunk of chunks)
      reader.read(chunk, ({ opcode, bytes, start, end }) =>
        texts.push(`${opcode} ${bytes.toString('utf8', start, end)}`),
      );
    return texts;
  };
  const ofServer = (text: string): Buffer => {
    const long = Buffer.alloc(10);
    long[0] = 0x81;
    long[1] = 127;
    long.writeBigUInt64BE(BigInt(text.length), 2);
    const head =
      text.length < 126
        ? Buffer.of(0x81, text.length)
        : text.length < 65_536
          ? Buffer.of(0x81, 126, text.length >> 8, text.length & 255)
          : long;
    return Buffer.concat([head, Buffer.from(text)]);
  };

  test('of every length are read, several in one chunk too', () => {
    const texts = ['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'd'.repeat(70_000)];
    expect(read(Buffer.concat(texts.map(ofServer)))).toEqual(texts.map((text) => `1 ${text}`));
  });

  test('are read wherever a chunk ends', () => {
    const bytes = Buffer.concat([ofServer('x'.repeat(200)), ofServer('y')]);
    for (let at = 0; at <= bytes.length; at += 1)
      expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual([`1 ${'x'.repeat(200)}`, '1 y']);
  });

  test('of a client say that they are masked', () => {
    expect([...clientFrame('hi')]).toEqual([0x81, 0x82, 0, 0, 0, 0, 104, 105]);
    expect([...clientFrame(Uint8Array.of(3, 232), OPCODE.close)].slice(0, 2)).toEqual([0x88, 0x82]);
    expect([...clientFrame('z'.repeat(300))].slice(0, 4)).toEqual([0x81, 0xfe, 1, 44]);
  });
});

describe('a pace', () => {
  test('starts as often as is asked, whatever is still under way', async () => {
    let [started, most, underWay] = [0, 0, 0];
    await atPace({ rate: 200, seconds: 0.1, atMost: 50 }, async () => {
      started += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 300));
      underWay -= 1;
    });
    expect([started, most]).toEqual([20, 20]);
  });

  test('never has more under way than it may, and gives up what it cannot keep', async () => {
    let [started, most, underWay] = [0, 0, 0];
    await atPace({ rate: 1_000, seconds: 0.1, atMost: 3 }, async () => {
      started += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay -= 1;
    });
    expect(most).toBe(3);
    expect(started).toBeLessThan(60);
  });

  test('ends with the error of what failed', async () => {
    const work = (n: number) => (n === 2 ? Promise.reject(new Error('refused')) : Promise.resolve());
    await expect(atPace({ rate: 1_000, seconds: 0.01, atMost: 5 }, work)).rejects.toThrow('refused');
  });
});

describe('the memory servers', () => {
  test('hand events to those who listen to their topic, until they close', async () => {
    const heard: string[] = [];
    const events = eventTail();
    const onAssigned = () => heard.push('assigned');
    const onMessage = ({ key }: { readonly key: string }) => heard.push(key);
    const tail = await events.tail({ topic: 'orders', onAssigned, onMessage });
    const message = { partition: 0, offset: '0', value: '' };
    events.hand({ ...message, topic: 'orders', key: 'one' });
    events.hand({ ...message, topic: 'inventory', key: 'two' });
    await tail.close();
    events.hand({ ...message, topic: 'orders', key: 'three' });
    expect(heard).toEqual(['assigned', 'one']);
  });

  test('queue what a subscriber has not read, and let it go when it returns', async () => {
    let isReturned = false;
    const channel = new SubscriberChannel<number>(() => (isReturned = true));
    channel.push(1);
    channel.push(2);
    expect([await channel.next(), await channel.next()].map(({ value }) => value as number)).toEqual([1, 2]);
    const waiting = channel.next();
    await channel.return();
    expect([(await waiting).done, (await channel.next()).done, isReturned]).toEqual([true, true, true]);
  });
});

const aStep = (change: Partial<Step> = {}): Step => ({
  ...{ writer: 'rows', rate: 100, committed: 100, appCpuMs: 2, postgresCpuMs: 1, waited: 0.1 },
  ...{ p50Ms: 5, p99Ms: 20, maxMs: 30, expected: 500, states: 500, lost: 0 },
  ...change,
});

describe('the highest rate', () => {
  test('is the last before the first that was not held', () => {
    const steps = [100, 200, 300, 400].map((rate) => aStep({ rate, committed: rate, p99Ms: rate === 300 ? 251 : 20 }));
    expect(highestRate(steps)?.rate).toBe(200);
  });

  test.each([{ p99Ms: 251 }, { lost: 1 }, { committed: 90 }])('is none when the first step has %j', (change) => {
    expect(highestRate([aStep(change)])).toBeUndefined();
  });

  test('is that of the way of writing that held more', () => {
    expect(highestRate([aStep({ writer: 'commands', committed: 50, rate: 50 }), aStep()])?.writer).toBe('rows');
  });
});

describe('the report', () => {
  const { flags } = readFlags([]) as { flags: Flags };
  const round = {
    ...{ p50Ms: 60, p99Ms: 160, maxMs: 170, expected: 10, states: 10, lost: 0 },
    ...{ cpuUs: 8, heapKb: 5, residentKb: 6, openSeconds: 3, lateMs: 0, waited: 0.1 },
  };
  const servers = [
    { name: 'stoa', what: '', rounds: [round, { ...round, p99Ms: 150 }] },
    {
      name: 'graphql-ws',
      what: '',
      rounds: [
        { ...round, p99Ms: 300, lost: 2 },
        { ...round, p99Ms: 310 },
      ],
    },
  ];

  test('judges our router by its best round and names what others lost', () => {
    const text = figuresText({ oneKey: servers }, flags);
    expect(text).toContain('| one order, 10000 sockets: p99 | ≤ 250 ms | 150 ms | yes |');
    expect(text).toContain('all but 2 of 10');
    expect(text).toContain('graphql-ws against stoa: p50 1.0 ×, p99 2.0 ×');
  });

  test('names a broker that is absent with the reason', () => {
    const text = figuresText({ realGraph: [{ broker: 'kafka', absence: 'no Java', steps: [] }] }, flags);
    expect(text).toContain('absent: no Java');
    expect(text).toContain('| – |');
  });

  test('has as many columns in the head, the rule and the lines of each table', () => {
    const steps = [aStep()];
    const text = figuresText({ oneKey: servers, realGraph: [{ broker: 'postgres', steps }] }, flags);
    for (const table of text.split('\n\n').filter((part) => part.startsWith('|')))
      expect(new Set(table.split('\n').map((line) => line.split('|').length)).size).toBe(1);
  });

  test('draws a bar for each server that was measured', () => {
    const svg = figuresSvg({ oneKey: servers }, flags, 'here & now');
    expect(svg.match(/<rect class="bar/g)).toHaveLength(6);
    expect(svg).toContain('here &amp; now');
  });
});

describe('the command line', () => {
  test('measures everything with the issue’s numbers', () => {
    expect(readFlags([])).toMatchObject({
      flags: {
        scenarios: ['one-key', 'distinct-keys', 'real-graph', 'churn'],
        sockets: 10_000,
        rate: 2_000,
        cycles: 200_000,
      },
    });
  });

  test('takes small numbers for trying, which are not for the README', () => {
    expect(readFlags(['--quick', '--rate', '7'])).toMatchObject({ flags: { sockets: 500, rate: 7, dry: true } });
  });

  test.each([
    [['--scenarios', 'nobody'], '--scenarios: there is no nobody'],
    [['--rounds', '0'], '--rounds is a whole number from 1, not "0"'],
    [['--mystery'], "Unknown option '--mystery'"],
    [['--help'], 'npm run bench:live'],
  ])('answers %j with a text', (args, text) => {
    expect(readFlags(args)).toMatchObject({ say: expect.stringContaining(text) });
  });
});
