import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { addressToCount, clientAddress } from '../../src/rates/client-address.ts';

const PEER = '10.0.0.1';
const aRequest = (forwarded?: string, remoteAddress: string | undefined = PEER) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe("a client's address", () => {
  test('is the peer’s where no proxy is trusted, whatever the header says', () => {
    expect(clientAddress(aRequest('203.0.113.9'), 0)).toBe(PEER);
  });

  test.each([
    ['203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['203.0.113.9', 2, '203.0.113.9'],
    [' 203.0.113.9:4711 ', 1, '203.0.113.9'],
    ['[2001:DB8::1]:443', 1, '2001:db8::1'],
    ['2001:db8::1', 1, '2001:db8::1'],
    ['::ffff:203.0.113.9', 1, '203.0.113.9'],
    ['fe80::1%eth0', 1, 'fe80::1'],
    ['6.6.6.6, unknown', 1, PEER],
    ['6.6.6.6,', 1, PEER],
    ['', 1, PEER],
    ['<script>', 1, PEER],
  ])('of x-forwarded-for %j behind %d proxies is %s', (forwarded, proxies, expected) => {
    expect(clientAddress(aRequest(forwarded), proxies)).toBe(expected);
  });

  test('is the peer’s where the header is missing', () => {
    expect(clientAddress(aRequest(), 1)).toBe(PEER);
    expect(clientAddress(aRequest(undefined, '::ffff:10.0.0.1'), 1)).toBe(PEER);
  });

  test('is one word for all of whom nothing is known', () => {
    expect(clientAddress({ headers: {}, socket: {} } as unknown as IncomingMessage, 1)).toBe('unknown');
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['unknown', 'unknown'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0db8:0:0001:2:3:4:5', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
  ['1::', '1:0:0:0'],
  ['1:2:3:4:5:6:7::', '1:2:3:4'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0'],
])('%s is counted as %s', (address, counted) => expect(addressToCount(address)).toBe(counted));
