import { describe, expect, test } from '@jest/globals';
import { shownHeaders } from '../../../src/live/websocket/shown-headers.ts';

const UPGRADE = {
  headers: { host: 'shop', authorization: 'Bearer old', 'x-tenant': 'a' },
  rawHeaders: ['Host', 'shop', 'Authorization', 'Bearer old', 'authorization', 'Bearer older', 'X-Tenant', 'a'],
};
const shown = (payload: Record<string, unknown> | undefined) => shownHeaders(UPGRADE, payload);

describe('what stands for headers', () => {
  test('takes the place of all lines of its name, whatever its case', () => {
    const { headers, rawHeaders } = shown({ AUTHORIZATION: 'Bearer new' });

    expect({ ...headers }).toEqual({ host: 'shop', authorization: 'Bearer new', 'x-tenant': 'a' });
    expect(rawHeaders).toEqual(['authorization', 'Bearer new', 'Host', 'shop', 'X-Tenant', 'a']);
  });

  test('may be beneath headers, or both when they say the same', () => {
    const { rawHeaders } = shown({ 'x-cart-token': 'c', headers: { 'X-Cart-Token': 'c', 'x-order-token': 'o' } });

    expect(rawHeaders.slice(0, 4)).toEqual(['x-cart-token', 'c', 'x-order-token', 'o']);
    expect(rawHeaders).toHaveLength(4 + UPGRADE.rawHeaders.length);
  });

  test('is two lines when it says two things', () => {
    expect(shown({ 'x-a': '1', 'X-A': '2' }).rawHeaders.slice(0, 4)).toEqual(['x-a', '1', 'x-a', '2']);
  });

  test('is nothing where there is no payload', () => {
    expect(shown(undefined)).toEqual(UPGRADE);
    expect(shown({ nothing: 7 })).toEqual(UPGRADE);
  });

  test.each([
    ['__proto__'],
    ['connection'],
    ['Cookie'],
    ['forwarded'],
    ['Host'],
    ['origin'],
    ['proxy-authorization'],
    ['Sec-WebSocket-Key'],
    ['transfer-encoding'],
    ['upgrade'],
    ['via'],
    ['X-Forwarded-For'],
    ['x-forwarded-proto'],
    ['x-real-ip'],
    ['x-request-id'],
    ['no name'],
    ['line\nbreak'],
    [''],
    ['x'.repeat(257)],
  ])('is never %j', (name) => {
    const payload = JSON.parse(JSON.stringify({ [name]: 'x', headers: {} })) as Record<string, unknown>;
    Object.defineProperty(payload['headers'], name, { value: 'x', enumerable: true });

    expect(shown(payload)).toEqual(UPGRADE);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('may have the name of something that every object has', () => {
    expect(shown({ constructor: 'x' }).headers['constructor']).toBe('x');
    const upgrade = { headers: { constructor: 'y' as never }, rawHeaders: ['constructor', 'y'] };
    expect(shownHeaders(upgrade, { 'x-a': '1' }).rawHeaders).toEqual(['x-a', '1', 'constructor', 'y']);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a token that is no text', { authorization: 7 }, 'authorization is a string'],
    ['a token that is an object', { headers: { 'X-Cart-Token': {} } }, 'x-cart-token is a string'],
    ['a line break', { authorization: 'Bearer a\r\nx: y' }, 'authorization is not the value of a header'],
    ['no Latin', { 'x-name': '√' }, 'x-name is not the value of a header'],
    [
      'more than 50',
      Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`x-${at}`, 'x'])),
      'payload of connection_init has more than 50 headers',
    ],
    ['more than 16 kB', { 'x-a': 'x'.repeat(16_384) }, 'headers of connection_init have more than 16384 bytes'],
  ])('%s is refused', (_, payload, message) => {
    expect(() => shown(payload)).toThrow(message);
  });

  test('no token, written out, is none', () => {
    expect(shown({ authorization: null })).toEqual(UPGRADE);
  });
});
