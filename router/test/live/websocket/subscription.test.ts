import { expect, jest, test } from '@jest/globals';
import { Subscription } from '../../../src/live/websocket/subscription.ts';
import { anAnswer } from './a-live-graph.ts';

const anOutlet = () => ({ next: jest.fn(), end: jest.fn() });

test('a subscription that was closed before it had begun is closed as soon as it can be', () => {
  const outlet = anOutlet();
  const close = jest.fn();
  const subscription = new Subscription('"1"', outlet);
  subscription.close();

  subscription.begun({ close });
  subscription.next(anAnswer(1));
  subscription.end();

  expect(close).toHaveBeenCalledTimes(1);
  expect(outlet.next).not.toHaveBeenCalled();
  expect(outlet.end).not.toHaveBeenCalled();
});

test('a subscription that has ended passes nothing on, and has nothing to close', () => {
  const outlet = anOutlet();
  const close = jest.fn();
  const subscription = new Subscription('"1"', outlet);
  subscription.begun({ close });
  subscription.end();

  subscription.next(anAnswer(1));
  subscription.end([{ message: 'again' }]);
  subscription.close();

  expect(outlet.end.mock.calls).toEqual([['"1"', undefined]]);
  expect(outlet.next).not.toHaveBeenCalled();
  expect(close).not.toHaveBeenCalled();
});
