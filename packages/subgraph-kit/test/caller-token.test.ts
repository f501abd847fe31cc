import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { signCaller, verifyCaller, type CallerClaims } from '../src/caller-token.ts';

const KEY = 'k'.repeat(32);
const BODY = '{"query":"{ open }"}';
const NOW = Date.parse('2026-01-15T10:00:00Z');
const claims: CallerClaims = {
  caller: { user: { id: 'usr_1', sessionId: 'ses_1', roles: ['CUSTOMER'], scopes: [] } },
  requestId: 'request-1',
  deadline: NOW + 5_000,
};
const token = signCaller(KEY, claims, BODY, NOW);

describe('a caller’s token', () => {
  test('brings the claims that the router signed', () => {
    expect(verifyCaller(KEY, token, BODY, NOW)).toEqual(claims);
    expect(verifyCaller(KEY, token, Buffer.from(BODY), NOW)).toEqual(claims);
  });

  test('is good for 30 seconds', () => {
    expect(verifyCaller(KEY, token, BODY, NOW + 30_000)).toEqual(claims);
    expect(verifyCaller(KEY, token, BODY, NOW + 30_001)).toBeUndefined();
  });

  test('is good for this very body', () => {
    expect(verifyCaller(KEY, token, `${BODY} `, NOW)).toBeUndefined();
    expect(verifyCaller(KEY, token, '', NOW)).toBeUndefined();
  });

  test('is good for this very subgraph', () => {
    expect(verifyCaller('o'.repeat(32), token, BODY, NOW)).toBeUndefined();
  });

  test('with claims of somebody else is refused', () => {
    const [, signature] = token.split('.');
    const admin = { ...claims, caller: { user: { ...claims.caller.user!, roles: ['ADMIN'] } } };
    const forged = Buffer.from(JSON.stringify(admin)).toString('base64url');
    expect(verifyCaller(KEY, `${forged}.${signature}`, BODY, NOW)).toBeUndefined();
    const own = createHmac('sha256', 'guessed').update(forged).digest('base64url');
    expect(verifyCaller(KEY, `${forged}.${own}`, BODY, NOW)).toBeUndefined();
  });

  test.each([
    undefined,
    '',
    '.',
    'a',
    'a.b',
    `${token}.x`,
    token.slice(0, -1),
    `${token}A`,
    token.replace('.', ''),
    `.${token.split('.')[1]}`,
  ])('that is none is refused: %p', (none) => {
    expect(verifyCaller(KEY, none, BODY, NOW)).toBeUndefined();
  });
});
