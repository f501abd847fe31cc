import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ask,
  aStreamServer,
  type AStreamServer,
  JSON_BODY,
  MULTIPART,
  SSE,
  SUBSCRIPTION,
  TOKEN_HEADER,
  until,
} from './a-stream-server.ts';

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

const events = (at = server) =>
  ask(at.url, { method: 'POST', headers: { ...SSE, ...JSON_BODY }, body: { query: SUBSCRIPTION } });
const parts = () =>
  ask(server.url, { method: 'POST', headers: { ...MULTIPART, ...JSON_BODY }, body: { query: SUBSCRIPTION } });

describe('A process that goes away', () => {
  test('ends events without the last word, so that clients connect again', async () => {
    const reading = await events();
    const { send } = await server.live.next();
    send('PLACED');
    await reading.until('PLACED');
    await server.streams.drain(100);
    await reading.over();
    expect(reading.text).toMatch(/"PLACED"\}\}\n\n$/);
    expect(reading.text).not.toContain('complete');
    expect(reading.incoming.complete).toBe(true);
    expect([server.live.subscribed[0]!.closed, server.closed]).toEqual([1, [['sse', 'drained']]]);
  });

  test('tells parts why they end', async () => {
    server.live.begins = ({ send }) => send('PLACED');
    const reading = await parts();
    await server.streams.drain(100);
    await reading.over();
    expect(reading.text).toMatch(/\{"payload":null,"errors":\[\{.*"SERVER_SHUTTING_DOWN"\}\}\]\}\r\n--graphql--\r\n$/);
    expect(server.closed).toEqual([['multipart', 'drained']]);
  });

  test('refuses what has not begun', async () => {
    const slow = await aStreamServer({ times: { sweepMs: 10_000 } });
    const asking = ask(slow.url, {
      method: 'POST',
      headers: { ...MULTIPART, ...JSON_BODY },
      body: { query: SUBSCRIPTION },
    });
    const subscribed = await slow.live.next();
    await slow.streams.drain(100);
    const reading = await (await asking).over();
    expect([reading.status, reading.code, subscribed.closed]).toEqual([503, 'SERVER_SHUTTING_DOWN', 1]);
    await slow.close();
  });

  test('ends shared streams, opened or not, with all of their operations', async () => {
    const reserve = async () => (await (await ask(server.streamUrl, { method: 'PUT' })).over()).text;
    const [opened, reserved] = [await reserve(), await reserve()];
    const reading = await ask(server.streamUrl, { headers: { ...SSE, [TOKEN_HEADER]: opened } });
    server.live.begins = ({ send }) => send('PLACED');
    for (const token of [opened, reserved]) {
      const headers = { ...JSON_BODY, [TOKEN_HEADER]: token };
      const body = { query: SUBSCRIPTION, extensions: { operationId: 'one' } };
      await (await ask(server.streamUrl, { method: 'POST', headers, body })).over();
    }
    await server.streams.drain(100);
    await reading.over();
    expect(reading.text).not.toContain('complete');
    expect(server.live.subscribed.map(({ closed }) => closed)).toEqual([1, 1]);
    expect(server.closed).toEqual([['sse', 'drained']]);
  });

  test('opens nothing new', async () => {
    await server.streams.drain(0);
    const refused = [await events(), await parts(), await ask(server.streamUrl, { method: 'PUT' })];
    for (const reading of refused) {
      await reading.over();
      expect([reading.status, reading.code]).toEqual([503, 'SERVER_SHUTTING_DOWN']);
      expect(reading.headers).toMatchObject({ 'retry-after': '1', connection: 'close' });
    }
    expect(server.live.subscribed).toEqual([]);
  });

  test('ends its streams one after another', async () => {
    const readings = await Promise.all(Array.from({ length: 40 }, () => events()));
    const began = performance.now();
    const draining = server.streams.drain(1_000);
    await until(() => server.streams.size() < 40);
    expect(server.streams.size()).toBeGreaterThan(5);
    await draining;
    expect(performance.now() - began).toBeGreaterThan(500);
    expect(server.streams.size()).toBe(0);
    for (const reading of readings) await reading.over();
  });

  test('is not held by nobody being there', async () => {
    const began = Date.now();
    await server.streams.drain(5_000);
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  test('lets go of the connection, which could have served other requests', async () => {
    const socket = connect(server.port, '127.0.0.1').resume();
    const query = encodeURIComponent(SUBSCRIPTION);
    socket.write(`GET /graphql?query=${query} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n`);
    await server.live.next();
    const ended = once(socket, 'end');
    await server.streams.drain(100);
    await ended;
  });
});
