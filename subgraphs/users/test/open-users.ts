import { generateKeyPairSync } from 'node:crypto';
import type { Caller } from '@stoa/kernel';
import { openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { users } from '../src/subgraph.ts';

export const SECRET = 'a secret that only this test has, 32 or more';
export const SIGNING_KEY = keyPair().privateKey;
export const PREVIOUS_KEY = keyPair().publicKey;

export const openUsers = (): Promise<TestSubgraph> =>
  openTestSubgraph(users, {
    environment: {
      // A key as an environment file holds it.
      USERS_SIGNING_KEY: SIGNING_KEY.replaceAll('\n', String.raw`\n`),
      USERS_PREVIOUS_KEYS: PREVIOUS_KEY,
      USERS_TOKEN_SECRET: SECRET,
    },
  });

export const REGISTER = `mutation ($input: UserRegisterInput!) { userRegister(input: $input) {
  user { id email displayName isEmailVerified roles } userErrors { __typename ... on UserError { code path message } } } }`;
export const START = `mutation ($input: SessionStartInput!) { sessionStart(input: $input) {
  accessToken accessTokenExpiresAt refreshToken user { id email } userErrors { __typename ... on UserError { code path message } } } }`;

let count = 0;
export const PASSWORD = 'correct horse battery';

/** Registers somebody through the graph. */
export const registered = async (subgraph: TestSubgraph, email = `person-${(count += 1)}@example.com`) => {
  const input = { email, password: PASSWORD, displayName: 'Ada' };
  const answer = await subgraph.as().ask(REGISTER, { input });
  const { user } = answer.data.userRegister as { user: { id: `usr_${string}`; email: string } };
  return { ...user, caller: callerOf(user.id) };
};

export const callerOf = (id: `usr_${string}`, sessionId = 'ses_test'): Caller => ({
  user: { id, sessionId, roles: ['CUSTOMER'], scopes: [] },
});

export const signIn = async (subgraph: TestSubgraph, email: string, password = PASSWORD) =>
  (await subgraph.as().ask(START, { input: { email, password } })).data.sessionStart;

function keyPair() {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
