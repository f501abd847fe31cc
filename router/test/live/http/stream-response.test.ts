import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { distinctEvents } from '../../../src/live/http/event-stream-framing.ts';
import { OpenStreams } from '../../../src/live/http/open-streams.ts';
import { DEFAULT_STREAM_BOUNDS, DEFAULT_STREAM_TIMES } from '../../../src/live/http/stream-options.ts';
import { StreamResponse } from '../../../src/live/http/stream-response.ts';

/** A response with `waits` bytes that its client has not taken. */
const aResponse = () => {
  const written: string[] = [];
  const response = {
    writableLength: 0,
    writableNeedDrain: false,
    writableEnded: false,
    writeHead: () => written.push('head'),
    write: (chunk: Buffer | string) => written.push(String(chunk)),
  };
  const streams = new OpenStreams({
    bounds: DEFAULT_STREAM_BOUNDS,
    times: { ...DEFAULT_STREAM_TIMES, sweepMs: 1_000, stallMs: 3_000 },
    metrics: { opened: () => {}, closed: () => {}, refused: () => {} },
    now: () => 0,
  });
  const wire = new StreamResponse(
    { response: response as unknown as ServerResponse, framing: distinctEvents, head: [], heartbeatMs: 2_000 },
    streams,
  );
  wire.begin();
  return {
    written,
    response,
    /** One sweep after another, each with so many bytes that wait. @returns whether the client is there */
    sweeps: (...waits: number[]) =>
      waits.map((waiting) => {
        streams.tick += 1;
        response.writableLength = waiting;
        return wire.sweep();
      }),
  };
};

describe('A response whose client is slow', () => {
  test('is over when the client takes nothing for too long', () => {
    expect(aResponse().sweeps(500, 500, 500, 500)).toEqual([true, true, true, false]);
  });

  test('goes on as long as the client takes something', () => {
    expect(aResponse().sweeps(500, 500, 499, 499, 499, 100, 100)).not.toContain(false);
  });

  test('is not saved by more that waits', () => {
    expect(aResponse().sweeps(500, 600, 700, 800)).toEqual([true, true, true, false]);
  });

  test('is patient anew once everything was taken', () => {
    expect(aResponse().sweeps(500, 500, 0, 0, 500, 500, 500)).not.toContain(false);
  });

  test('gets no heartbeats while something waits', () => {
    const { sweeps, written } = aResponse();
    sweeps(0, 5, 4, 3, 2, 1);
    expect(written).toEqual(['head', ':\n\n']);
    sweeps(0);
    expect(written).toEqual(['head', ':\n\n', ':\n\n']);
  });
});

test('A response that has ended is written nothing more', () => {
  const { sweeps, written, response } = aResponse();
  response.writableEnded = true;
  sweeps(0, 0, 0, 0);
  expect(written).toEqual(['head', ':\n\n']);
});
