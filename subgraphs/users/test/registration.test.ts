import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aService, type TestSubgraph } from '@stoa/testing';
import { callerOf, openUsers, PASSWORD, REGISTER, registered } from './open-users.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openUsers();
});
afterAll(() => subgraph.close());

const VERIFY = `mutation ($input: UserVerifyEmailInput!) { userVerifyEmail(input: $input) {
  user { id isEmailVerified } userErrors { __typename ... on UserError { code path } } } }`;
const AGAIN = `mutation ($input: UserRequestEmailVerificationInput!) { userRequestEmailVerification(input: $input) {
  user { id } userErrors { __typename ... on UserError { code path } } } }`;
const TOKEN = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { email emailVerificationToken } } }`;
const VIEWER = `{ viewer { id email isEmailVerified } }`;

const register = (input: object) => subgraph.as().ask(REGISTER, { input });
const tokenOf = async (id: string) => {
  const r = [{ __typename: 'User', id }];
  const answer = await subgraph.as(aService('notifications')).ask(TOKEN, { r });
  return answer.data._entities[0].emailVerificationToken as string | null;
};

test('who registers is a customer, also the first of all, and asks for the mail that verifies the address', async () => {
  const answer = await register({ email: 'First@Example.com', password: PASSWORD, displayName: ' Ada ' });
  expect(answer).toEqual({
    data: {
      userRegister: {
        user: {
          id: expect.any(String),
          email: 'first@example.com',
          displayName: 'Ada',
          isEmailVerified: false,
          roles: ['CUSTOMER'],
        },
        userErrors: [],
      },
    },
  });
  expect(await subgraph.announced(answer.data.userRegister.user.id)).toEqual([
    'UserRegistered',
    'EmailVerificationRequested',
  ]);
});

test('one address has one account, however it is written and however many ask at once', async () => {
  const attempts = ['twin@example.com', 'TWIN@example.com', ' Twin@Example.com'].map((email) =>
    register({ email, password: PASSWORD, displayName: 'Twin' }),
  );
  const answers = (await Promise.all(attempts)).map((answer) => answer.data.userRegister);
  expect(answers.filter(({ user }) => user !== null)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual(
    new Array(2).fill({ __typename: 'EmailTaken', code: 'EMAIL_TAKEN', path: ['email'], message: expect.any(String) }),
  );
});

test('what cannot be used is told with its path and opens no account', async () => {
  const answer = await register({ email: 'short@example.com', password: 'short', displayName: 'Ada' });
  expect(answer.data.userRegister).toMatchObject({
    user: null,
    userErrors: [{ code: 'INVALID_INPUT', path: ['password'] }],
  });
});

test('the password is kept as Argon2id alone', async () => {
  const { id } = await registered(subgraph);
  const { rows } = await subgraph.pool.query('SELECT * FROM users WHERE id = $1', [id]);
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(JSON.stringify(rows)).not.toContain(PASSWORD);
});

test('the token of the mail verifies the address; following it twice is no error and announces nothing', async () => {
  const { id, caller } = await registered(subgraph);
  const token = await tokenOf(id);
  const first = await subgraph.as(caller).ask(VERIFY, { input: { token } });
  const second = await subgraph.as(caller).ask(VERIFY, { input: { token } });
  const verified = { data: { userVerifyEmail: { user: { id, isEmailVerified: true }, userErrors: [] } } };
  expect([first, second]).toEqual([verified, verified]);
  expect((await subgraph.announced(id)).filter((type) => type === 'EmailVerified')).toHaveLength(1);
  expect(await tokenOf(id)).toBeNull();
});

test.each([
  ['of nobody', () => `${newId('usr')}.${'x'.repeat(43)}`],
  ['of another account', (id: string, other: string) => other.replace(/^[^.]+/, id)],
  ['that is cut off', (_id: string, other: string) => other.slice(0, -1)],
  ['that is no token', () => 'hello'],
])('a token %s verifies nothing', async (_what, forge) => {
  const { id } = await registered(subgraph);
  const other = await registered(subgraph);
  const token = forge(id, (await tokenOf(other.id)) ?? '');
  const answer = await subgraph.as().ask(VERIFY, { input: { token } });
  expect(answer.data.userVerifyEmail).toEqual({
    user: null,
    userErrors: [{ __typename: 'InvalidToken', code: 'INVALID_TOKEN', path: ['token'] }],
  });
});

test('the token is for subgraphs with the internal scope and for nobody else, not even its owner', async () => {
  const { id, caller } = await registered(subgraph);
  const answer = await subgraph.as(caller).ask(TOKEN, { r: [{ __typename: 'User', id }] });
  expect(answer.data._entities[0].emailVerificationToken).toBeNull();
  expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('the mail is sent again at most once a minute, and for another account not at all', async () => {
  const { id, caller } = await registered(subgraph);
  const ask = (who = caller) => subgraph.as(who).ask(AGAIN, { input: { userId: id } });
  const count = async () =>
    (await subgraph.announced(id)).filter((type) => type === 'EmailVerificationRequested').length;
  await ask();
  expect(await count()).toBe(1);
  subgraph.clock.advance(60_000);
  await ask();
  expect(await count()).toBe(2);
  const stranger = await ask(callerOf(newId('usr')));
  expect(stranger.data.userRequestEmailVerification).toMatchObject({ user: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect((await subgraph.as().ask(AGAIN, { input: { userId: id } })).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ]);
});

test('the page of the link verifies at a click and not by being looked at', async () => {
  const { id, caller } = await registered(subgraph);
  const token = (await tokenOf(id)) ?? '';
  const looked = await subgraph.http(`/auth/verify?token=${token}`);
  expect(looked?.status).toBe(200);
  expect(await looked?.text()).toContain(`value="${token}"`);
  expect((await subgraph.as(caller).ask(VIEWER)).data.viewer.isEmailVerified).toBe(false);
  const clicked = await subgraph.http('/auth/verify', { method: 'POST', body: new URLSearchParams({ token }) });
  expect(clicked?.status).toBe(200);
  expect((await subgraph.as(caller).ask(VIEWER)).data.viewer.isEmailVerified).toBe(true);
});

test('the page shows what it was given as text and refuses a wrong token', async () => {
  const page = await subgraph.http(`/auth/verify?token=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(await page?.text()).not.toContain('<script>');
  expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
  const refused = await subgraph.http('/auth/verify', { method: 'POST', body: new URLSearchParams({ token: 'no' }) });
  expect(refused?.status).toBe(400);
});

test('an admin is made by whoever has the machine: verified, once for an address', async () => {
  const create = () => subgraph.open.perform('createAdmin', { email: 'admin@example.com', password: PASSWORD });
  const created = await create();
  expect(created).toMatchObject({
    ok: true,
    value: { roles: ['CUSTOMER', 'ADMIN'], emailVerifiedAt: subgraph.clock.now() },
  });
  expect(await create()).toEqual({ ok: false, failure: { kind: 'EMAIL_TAKEN' } });
});
