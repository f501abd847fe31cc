import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
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

/** More than all that lies between two processes can hold. */
const STATES = 120;
const FILLING = 'x'.repeat(200_000);

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

const BODY = JSON.stringify({ query: SUBSCRIPTION });

/** Asks and then reads nothing until it is told to. */
const aSlowReader = (at: AStreamServer, path: string, headers: Record<string, string>, body = BODY) => {
  const socket: Socket = connect(at.port, '127.0.0.1').pause();
  socket.on('error', () => {});
  const lines = Object.entries({ host: 'x', ...headers, 'content-length': String(body.length) });
  const method = body === '' ? 'GET' : 'POST';
  socket.write(
    `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
  let text = '';
  return {
    socket,
    text: () => text,
    states: () => [...text.matchAll(/"state":(\d+)/g)].map(([, state]) => Number(state)),
    read: () => {
      socket.setEncoding('latin1').on('data', (chunk: string) => void (text += chunk));
      socket.resume();
    },
  };
};

const send = async (to: AStreamServer, about?: (state: number) => string) => {
  for (let state = 1; state <= STATES; state += 1) {
    for (const { subscriber } of to.live.subscribed) {
      subscriber.next({
        text: `{"data":{"state":${state},"filling":"${FILLING}"}}`,
        about: about?.(state) ?? 'it',
        cursor: String(state),
        missed: undefined,
      });
    }
    await turn();
    await turn();
  }
};

describe('Whoever reads slowly', () => {
  test.each([
    ['events', SSE],
    ['parts', MULTIPART],
  ])('gets the newest state when it reads again, and delays nobody (%s)', async (_name, accept) => {
    const slow = aSlowReader(server, '/graphql', { ...accept, ...JSON_BODY });
    await server.live.next();
    const other = await ask(server.url, {
      method: 'POST',
      headers: { ...SSE, ...JSON_BODY },
      body: { query: SUBSCRIPTION },
    });
    await server.live.next();
    await send(server);
    await other.until(`id: ${STATES}\n`);
    expect(other.text.match(/^event: next$/gm)).toHaveLength(STATES);
    slow.read();
    await until(() => slow.states().at(-1) === STATES);
    expect(slow.states().length).toBeLessThan(STATES);
    expect(slow.states()).toEqual(slow.states().toSorted((one, another) => one - another));
    expect(server.closed).toEqual([]);
    slow.socket.destroy();
    other.leave();
  });

  test('gets the end after the newest state', async () => {
    const slow = aSlowReader(server, '/graphql', { ...SSE, ...JSON_BODY });
    const { end, send: sendLate } = await server.live.next();
    await send(server);
    end('FORBIDDEN');
    sendLate('LATE');
    slow.read();
    await until(() => slow.text().endsWith('0\r\n\r\n'));
    expect(slow.states().at(-1)).toBe(STATES);
    expect(slow.text()).toContain('"FORBIDDEN"');
    expect(slow.text()).not.toContain('LATE');
    expect(slow.text()).toMatch(/event: complete\ndata:\n\n\r\n0\r\n\r\n$/);
    await until(() => server.closed.length === 1);
    expect(server.closed).toEqual([['sse', 'completed']]);
    slow.socket.destroy();
  });

  test('gets the newest state of each operation of its stream', async () => {
    const token = (await (await ask(server.streamUrl, { method: 'PUT' })).over()).text;
    const slow = aSlowReader(server, '/graphql/stream', { ...SSE, [TOKEN_HEADER]: token }, '');
    await until(() => server.streams.size() === 1);
    for (const operationId of ['one', 'two']) {
      const body = { query: SUBSCRIPTION, extensions: { operationId } };
      await ask(server.streamUrl, { method: 'POST', headers: { ...JSON_BODY, [TOKEN_HEADER]: token }, body });
    }
    await send(server);
    slow.read();
    for (const id of ['one', 'two'])
      await until(() => slow.text().includes(`{"id":"${id}","payload":{"data":{"state":${STATES},`));
    expect(slow.states().length).toBeLessThan(2 * STATES);
    slow.socket.destroy();
  });

  test('is sent no heartbeats on top of what waits, and is cut off when it takes nothing at all', async () => {
    const strict = await aStreamServer({ times: { sweepMs: 20, stallMs: 400, eventStreamHeartbeatMs: 20 } });
    const slow = aSlowReader(strict, '/graphql', { ...SSE, ...JSON_BODY });
    const subscribed = await strict.live.next();
    await send(strict);
    await until(() => strict.closed.length === 1);
    expect([strict.closed, subscribed.closed, strict.streams.size()]).toEqual([[['sse', 'stalled']], 1, 0]);
    slow.socket.destroy();
    await strict.close();
  });

  test('does not hold a process that goes away', async () => {
    const slow = aSlowReader(server, '/graphql', { ...SSE, ...JSON_BODY });
    const ended = aSlowReader(server, '/graphql', { ...SSE, ...JSON_BODY });
    await server.live.next();
    const { end } = await server.live.next();
    await send(server);
    end();
    await server.streams.drain(200);
    await until(() => server.closed.length === 2);
    expect(new Set(server.closed.map(([, ending]) => ending))).toEqual(new Set(['drained', 'completed']));
    slow.socket.destroy();
    ended.socket.destroy();
  });
});
