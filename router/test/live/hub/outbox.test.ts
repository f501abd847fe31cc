import { describe, expect, test } from '@jest/globals';
import { Outbox } from '../../../src/live/outbox.ts';

const aWire = () => {
  const sent: string[] = [];
  const wire = { takes: Infinity, sent };
  const outbox = new Outbox({
    isFull: () => sent.length >= wire.takes,
    writeNext: (id, text, cursor) => sent.push(`${id}:${text}${cursor === undefined ? '' : `@${cursor}`}`),
    writeEnd: (id, errors) => sent.push(`${id}:end${errors ? ` ${errors.length}` : ''}`),
  });
  return Object.assign(wire, {
    outbox,
    state: (id: string, version: number) =>
      outbox.next(id, { text: `v${version}`, about: '', cursor: String(version), missed: undefined }),
    change: (id: string, about: string, text = about) =>
      outbox.next(id, { text, about, cursor: undefined, missed: 'missed' }),
    flush: (more = Infinity) => {
      wire.takes = sent.length + more;
      outbox.flush();
      return sent;
    },
  });
};

describe('what a client is sent', () => {
  test('goes out at once as long as it takes it', () => {
    const wire = aWire();
    wire.state('a', 1);
    wire.outbox.end('a', undefined);
    expect(wire.sent).toEqual(['a:v1@1', 'a:end']);
  });

  test('is the newest state of each thing when it was slow, in the order in which they were news', () => {
    const wire = aWire();
    wire.takes = 1;
    for (const version of [1, 2, 3]) wire.state('a', version);
    for (const about of ['x', 'y', 'x']) wire.change('b', about, `${about}${wire.sent.length}`);
    wire.state('a', 4);
    expect(wire.sent).toEqual(['a:v1@1']);
    expect(wire.flush()).toEqual(['a:v1@1', 'a:v4@4', 'b:y1', 'b:x1']);
  });

  test('is never older than what went before it', () => {
    const wire = aWire();
    wire.takes = 0;
    wire.state('a', 1);
    wire.takes = Infinity;
    // It takes more, but what waits comes first.
    wire.state('a', 2);
    wire.state('b', 1);
    expect(wire.sent).toEqual([]);
    expect(wire.flush()).toEqual(['a:v2@2', 'b:v1@1']);
    wire.state('a', 3);
    expect(wire.sent.at(-1)).toBe('a:v3@3');
  });

  test('ends after what it waits for', () => {
    const wire = aWire();
    wire.takes = 0;
    wire.state('a', 1);
    wire.outbox.end('a', [{ message: 'no more' }]);
    wire.outbox.end('b', undefined);
    expect(wire.flush(1)).toEqual(['a:v1@1']);
    expect(wire.flush(1)).toEqual(['a:v1@1', 'a:end 1']);
    expect(wire.flush()).toEqual(['a:v1@1', 'a:end 1', 'b:end']);
    expect(wire.flush()).toHaveLength(3);
  });

  test('goes on where it stopped', () => {
    const wire = aWire();
    wire.takes = 0;
    for (const about of ['x', 'y', 'z']) wire.change('a', about);
    wire.flush(1);
    wire.change('a', 'x', 'x2');
    expect(wire.flush(1)).toEqual(['a:x', 'a:y']);
    expect(wire.flush()).toEqual(['a:x', 'a:y', 'a:z', 'a:x2']);
  });

  test('is nothing of what it does not want any more', () => {
    const wire = aWire();
    wire.takes = 0;
    wire.state('a', 1);
    wire.outbox.end('a', undefined);
    wire.state('b', 1);
    wire.outbox.drop('a');
    wire.outbox.drop('unknown');
    expect(wire.flush()).toEqual(['b:v1@1']);
    wire.takes = 1;
    wire.state('a', 2);
    wire.outbox.drop('a');
    wire.takes = Infinity;
    wire.state('c', 1);
    expect(wire.sent).toEqual(['b:v1@1', 'c:v1@1']);
  });

  test('is that it missed some, when more things changed than wait for it', () => {
    const wire = aWire();
    wire.takes = 0;
    for (let n = 0; n < 100; n += 1) wire.change('a', `x${n}`);
    // One that waits already takes no more room.
    wire.change('a', 'x0', 'x0 again');
    wire.change('b', 'y');
    for (let n = 100; n < 10_000; n += 1) wire.change('a', `x${n}`);
    expect(wire.flush()).toEqual(['a:missed', 'b:y']);
    wire.change('a', 'x');
    expect(wire.sent.at(-1)).toBe('a:x');
  });

  test('is told that before what comes while it is still slow', () => {
    const wire = aWire();
    wire.takes = 0;
    for (let n = 0; n < 101; n += 1) wire.change('a', `x${n}`);
    wire.flush(1);
    wire.change('a', 'later');
    expect(wire.flush()).toEqual(['a:missed', 'a:later']);
  });
});
