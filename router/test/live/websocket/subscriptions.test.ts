import { expect, jest, test } from '@jest/globals';
import type { MessageWire } from '../../../src/live/websocket/message-wire.ts';
import { Subscription } from '../../../src/live/websocket/subscription.ts';
import { Subscriptions } from '../../../src/live/websocket/subscriptions.ts';

test('a subscription that takes the id of a refused one, whose error still waits, is closed with it', () => {
  let isFull = true;
  const send = jest.fn();
  const tally = { subscriptions: 0, sent: 0 };
  const subscriptions = new Subscriptions({ isFull: () => isFull, send } as unknown as MessageWire, tally);
  subscriptions.end('"1"', [{ message: 'refused' }]);
  const second = new Subscription('"1"', subscriptions);
  const close = jest.fn();
  subscriptions.add(second);
  second.begun({ close });

  isFull = false;
  subscriptions.flush();

  expect(send.mock.calls).toEqual([['{"id":"1","type":"error","payload":[{"message":"refused"}]}']]);
  expect(close).toHaveBeenCalledTimes(1);
  expect(tally.subscriptions).toBe(0);
});
