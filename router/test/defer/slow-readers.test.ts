import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import type { PartsBatch } from '../../src/engine/answer-parts.ts';
import { writeParts } from '../../src/front/write-parts.ts';

/** A response whose reader takes nothing until it drains, and an answer of three parts. */
const aSlowReader = () => {
  const response = Object.assign(new EventEmitter(), {
    written: [] as string[],
    destroyed: false,
    isEnded: false,
    write: (text: string) => {
      response.written.push(text);
      return false;
    },
    end: () => {
      response.isEnded = true;
    },
  });
  const batches: PartsBatch[] = [true, false].map((hasNext) => ({ completed: [], pending: [], hasNext }));
  const asked = { times: 0 };
  const next = () => {
    asked.times += 1;
    return Promise.resolve(batches.shift());
  };
  const parts = { pending: [], next, ended: Promise.resolve() };
  const writing = writeParts(response as unknown as ServerResponse, { data: '{}', parts }, 'deferSpec=20220824');
  return { response, asked, writing };
};

const aTurn = () => new Promise((resolve) => setImmediate(resolve));

test('a part is asked for when the one before was taken', async () => {
  const { response, asked, writing } = aSlowReader();
  await aTurn();
  expect([response.written.length, asked.times]).toEqual([1, 0]);
  response.emit('drain');
  await aTurn();
  expect([response.written.length, asked.times]).toEqual([2, 1]);
  response.emit('drain');
  await aTurn();
  response.emit('drain');
  await writing;
  expect([response.written.length, response.isEnded]).toEqual([3, true]);
  expect(response.eventNames()).toEqual([]);
});

test('who leaves without taking a part is written to no more', async () => {
  const { response, writing } = aSlowReader();
  await aTurn();
  response.destroyed = true;
  response.emit('close');
  await writing;
  expect(response.written).toHaveLength(1);
  expect(response.eventNames()).toEqual([]);
});
