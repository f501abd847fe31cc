import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestSubgraph } from '@stoa/testing';
import jwt from 'jsonwebtoken';
import { callerOf, openUsers, registered, signIn, SIGNING_KEY, START } from './open-users.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openUsers();
});
afterAll(() => subgraph.close());

const REFRESH = `mutation ($input: SessionRefreshInput!) { sessionRefresh(input: $input) {
  accessToken refreshToken user { id } userErrors { __typename ... on UserError { code path } } } }`;
const END = `mutation ($input: SessionEndInput!) { sessionEnd(input: $input) {
  sessionId userErrors { __typename ... on UserError { code path } } } }`;

const refresh = async (refreshToken: string) =>
  (await subgraph.as().ask(REFRESH, { input: { refreshToken } })).data.sessionRefresh;
const signedIn = async () => {
  const user = await registered(subgraph);
  const pair = await signIn(subgraph, user.email);
  const { sid } = jwt.decode(pair.accessToken) as { sid: string };
  return { user, pair, sid };
};
const over = {
  accessToken: null,
  refreshToken: null,
  user: null,
  userErrors: [{ __typename: 'InvalidToken', code: 'INVALID_TOKEN', path: ['refreshToken'] }],
};

test('signing in gives an access token that names the person, the session and what they may do', async () => {
  const { user, pair, sid } = await signedIn();
  const verified = jwt.verify(pair.accessToken, createPublicKey(SIGNING_KEY), {
    algorithms: ['ES256'],
    issuer: 'https://stoa.local',
    audience: 'stoa',
    clockTimestamp: subgraph.clock.now().getTime() / 1_000,
    complete: true,
  });
  expect(verified.header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
  expect(verified.payload).toMatchObject({
    sub: user.id,
    sid,
    roles: ['CUSTOMER'],
    scope: '',
    jti: expect.any(String),
  });
  expect(pair).toMatchObject({
    user: { id: user.id, email: user.email },
    accessTokenExpiresAt: '2026-01-15T10:10:00.000Z',
  });
  expect(await subgraph.announced(sid)).toEqual(['SessionStarted']);
});

test('the key set holds the public key of every token in use, and nothing private', async () => {
  const { pair } = await signedIn();
  const answer = await subgraph.http('/.well-known/jwks.json');
  const { keys } = (await answer?.json()) as { keys: { kid: string }[] };
  expect(keys).toHaveLength(2);
  expect(keys[0]?.kid).toBe(jwt.decode(pair.accessToken, { complete: true })?.header.kid);
  for (const key of keys) expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

test('a wrong password and an unknown address get the same answer', async () => {
  const { email } = await registered(subgraph);
  const wrong = await subgraph.as().ask(START, { input: { email, password: 'not the one' } });
  const unknown = await subgraph.as().ask(START, { input: { email: 'nobody@example.com', password: 'not the one' } });
  expect(wrong).toEqual(unknown);
  expect(wrong.data.sessionStart).toMatchObject({
    accessToken: null,
    userErrors: [{ code: 'INVALID_CREDENTIALS', path: null }],
  });
});

test('a refresh token gives the next pair, and its successor the one after', async () => {
  const { user, pair } = await signedIn();
  const second = await refresh(pair.refreshToken);
  expect(second).toMatchObject({ user: { id: user.id }, userErrors: [] });
  const third = await refresh(second.refreshToken);
  expect(new Set([pair, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
});

test('eight tabs that refresh at once all get the same successor, and the session lives on', async () => {
  const { pair, sid } = await signedIn();
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(pair.refreshToken)));
  expect(new Set(answers.map(({ refreshToken }) => refreshToken))).toEqual(new Set([answers[0].refreshToken]));
  expect(answers[0].refreshToken).not.toBeNull();
  expect((await refresh(answers[0].refreshToken)).userErrors).toEqual([]);
  expect(await subgraph.announced(sid)).toEqual(['SessionStarted']);
});

test('a spent token that comes back later ends the session for everybody who holds a token of it', async () => {
  const { pair, sid } = await signedIn();
  const second = await refresh(pair.refreshToken);
  subgraph.clock.advance(20_001);
  expect(await refresh(pair.refreshToken)).toEqual(over);
  expect(await refresh(second.refreshToken)).toEqual(over);
  expect(await subgraph.announced(sid)).toEqual(['SessionStarted', 'SessionEnded']);
});

test('a forged token neither refreshes nor ends the session it names', async () => {
  const { pair, sid } = await signedIn();
  expect(await refresh(`${sid}.1.${'A'.repeat(43)}`)).toEqual(over);
  expect(await refresh(pair.refreshToken.replace('.1.', '.2.'))).toEqual(over);
  expect(await refresh('')).toEqual(over);
  expect((await refresh(pair.refreshToken)).userErrors).toEqual([]);
});

test('the database holds no refresh token', async () => {
  const { pair, sid } = await signedIn();
  const { rows } = await subgraph.pool.query('SELECT * FROM sessions WHERE id = $1', [sid]);
  expect(JSON.stringify(rows)).not.toContain(pair.refreshToken.split('.')[2]);
});

test('a new access token carries the roles of now', async () => {
  const { user, pair } = await signedIn();
  await subgraph.pool.query(`UPDATE users SET roles = '{CUSTOMER,SUPPORT}' WHERE id = $1`, [user.id]);
  const { accessToken } = await refresh(pair.refreshToken);
  expect(jwt.decode(accessToken)).toMatchObject({ roles: ['CUSTOMER', 'SUPPORT'] });
});

test('signing out ends this session, twice is no error, and its refresh token is spent', async () => {
  const { user, pair, sid } = await signedIn();
  const end = () => subgraph.as(callerOf(user.id, sid)).ask(END, { input: {} });
  expect([await end(), await end()]).toEqual(
    new Array(2).fill({ data: { sessionEnd: { sessionId: sid, userErrors: [] } } }),
  );
  expect(await refresh(pair.refreshToken)).toEqual(over);
  expect(await subgraph.announced(sid)).toEqual(['SessionStarted', 'SessionEnded']);
});

test('sessions are forgotten 30 days after they expired, and not before', async () => {
  const { sid } = await signedIn();
  const ofSession = () => subgraph.pool.query('SELECT id FROM sessions WHERE id = $1', [sid]);
  const start = subgraph.clock.now();
  subgraph.clock.advance(60 * 24 * 3_600_000 - 1);
  await subgraph.open.runJob('forget-sessions');
  expect((await ofSession()).rows).toHaveLength(1);
  subgraph.clock.advance(1);
  await subgraph.open.runJob('forget-sessions');
  expect((await ofSession()).rows).toEqual([]);
  subgraph.clock.set(start);
});

test("nobody ends somebody else's session", async () => {
  const { pair, sid } = await signedIn();
  const other = await signedIn();
  const answer = await subgraph.as(callerOf(other.user.id, other.sid)).ask(END, { input: { sessionId: sid } });
  expect(answer.data.sessionEnd).toEqual({
    sessionId: null,
    userErrors: [{ __typename: 'NotFound', code: 'NOT_FOUND', path: ['sessionId'] }],
  });
  expect((await refresh(pair.refreshToken)).userErrors).toEqual([]);
});
