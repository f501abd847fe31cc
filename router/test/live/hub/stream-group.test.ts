import { describe, expect, test } from '@jest/globals';
import type { StreamListener } from '../../../src/engine/engine.ts';
import { Member } from '../../../src/live/groups/member.ts';
import { StreamGroup } from '../../../src/live/groups/stream-group.ts';
import type { Viewer } from '../../../src/live/groups/viewer.ts';
import { silent } from '../a-live-graph.ts';
import { aSubscriber } from '../a-subscriber.ts';

interface Begun {
  readonly listener: StreamListener;
  closes: number;
}

/** A group of what a subgraph streams, as a test says; `begin` is called within `follow`. */
const aGroup = (begin: (one: Begun, all: readonly Begun[]) => void = () => undefined) => {
  const begun: Begun[] = [];
  const stream = {
    follow: (_: unknown, listener: StreamListener) => {
      const one: Begun = { listener, closes: 0 };
      begun.push(one);
      begin(one, begun);
      return { close: () => void (one.closes += 1) };
    },
  };
  const state = { stream: stream as typeof stream | undefined, empties: 0 };
  const viewer = { live: () => ({ stream: state.stream }), request: () => ({}), view: {} } as unknown as Viewer;
  const group = new StreamGroup({ viewer, responseName: 'ticks', log: silent, onEmpty: () => (state.empties += 1) });
  const join = () => {
    const subscriber = aSubscriber();
    const member = new Member(subscriber, { cursor: undefined, onFault: () => undefined });
    group.join(member);
    return Object.assign(subscriber, { close: () => member.close() });
  };
  return Object.assign(state, { group, begun, join });
};

describe('what a subgraph streams', () => {
  test('is followed once for all who see the same, until the last has left', () => {
    const { begun, join, ...state } = aGroup();
    const [ann, ben] = [join(), join()];
    begun[0]?.listener.next({ data: '{"ticks":1}' });
    begun[0]?.listener.next({ data: '{"ticks":2}' });
    expect(begun).toHaveLength(1);
    expect(ann.said()).toEqual([{ data: { ticks: 1 } }, { data: { ticks: 2 } }]);
    expect(ben.answers[1]).toBe(ann.answers[1]);
    // None takes another's place.
    expect(new Set(ann.answers.map(({ about }) => about)).size).toBe(2);
    expect(ann.answers[0]?.missed).toContain('EVENTS_MISSED');
    ann.close();
    expect(begun[0]?.closes).toBe(0);
    ben.close();
    expect(begun[0]?.closes).toBe(1);
    expect(state.empties).toBe(0);
  });

  test('ends for all when it ends', () => {
    const { begun, join } = aGroup();
    const all = [join(), join()];
    begun[0]?.listener.end();
    begun[0]?.listener.next({ data: '{"ticks":1}' });
    begun[0]?.listener.end([{ message: 'again' }]);
    expect(all.map(({ ends, answers }) => [ends, answers])).toEqual([
      [[[]], []],
      [[[]], []],
    ]);
  });

  test('may end before it has begun, and is left then', () => {
    const failing = aGroup(({ listener }) => listener.end([{ message: 'no', extensions: { code: 'NO' } }]));
    expect(failing.join().endedWith()).toEqual(['NO']);
    expect([failing.begun[0]?.closes, failing.empties]).toEqual([1, 1]);
  });

  test('is begun on the next graph before it is left on the one before, which is not heard any more', () => {
    const { begun, join, group } = aGroup((_, all) => {
      expect(all[0]?.closes).toBe(0);
    });
    const ann = join();
    group.swapped();
    expect(begun.map(({ closes }) => closes)).toEqual([1, 0]);
    begun[0]?.listener.next({ data: '{"ticks":1}' });
    begun[0]?.listener.end();
    begun[1]?.listener.next({ data: '{"ticks":2}' });
    expect(ann.said()).toEqual([{ data: { ticks: 2 } }]);
    expect(ann.ends).toEqual([]);
  });

  test('ends when the next graph feeds it in another way', () => {
    const streamed = aGroup();
    const ann = streamed.join();
    streamed.stream = undefined;
    streamed.group.swapped();
    expect(ann.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
    expect(streamed.begun[0]?.closes).toBeGreaterThan(0);
  });

  test('ends, masked, when it cannot be begun', () => {
    const broken = aGroup(() => {
      throw new Error('secret');
    });
    const ann = broken.join();
    expect(ann.endedWith()).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(ann.ends)).not.toContain('secret');
  });
});
