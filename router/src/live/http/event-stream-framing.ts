import { writtenOnce, type Framing } from './framing.ts';

// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
const COMMON = {
  contentType: 'text/event-stream; charset=utf-8',
  cacheControl: 'no-cache, no-store',
  // Some browsers take a response for open with its first byte only.
  opening: Buffer.from(':\n\n'),
  heartbeat: Buffer.from(':\n\n'),
  farewell: '',
};

/** Server-sent events of one operation: the distinct connections mode. */
export const distinctEvents: Framing = {
  ...COMMON,
  isShared: false,
  next: writtenOnce((text, cursor) => nextEvent(oneLine(text), cursor)),
  end: (_id, errors) => `${errors ? nextEvent(JSON.stringify({ errors })) : ''}event: complete\ndata:\n\n`,
};

/** Server-sent events of many operations: the single connection mode. */
export const sharedEvents: Framing = {
  ...COMMON,
  isShared: true,
  next: (id, text) => Buffer.from(nextEvent(`{"id":${JSON.stringify(id)},"payload":${oneLine(text)}}`)),
  end: (id, errors) =>
    (errors ? nextEvent(JSON.stringify({ id, payload: { errors } })) : '') +
    `event: complete\ndata: ${JSON.stringify({ id })}\n\n`,
};

const nextEvent = (text: string, cursor?: string) =>
  `event: next\n${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${text}\n\n`;

// In JSON a line ends between values only; in an event it would end the field.
const oneLine = (text: string) => (/[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, ' ') : text);
