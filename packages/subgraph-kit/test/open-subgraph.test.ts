import { describe, expect, test } from '@jest/globals';
import type { Caller } from '@stoa/kernel';
import { setting } from '@stoa/platform';
import { z } from 'zod';
import { defineSubgraph } from '../src/subgraph-kit.ts';
import { codes, now, openShelf, shelf } from './shelf/shelf.ts';

const { ask, open } = openShelf();
const user: Caller = { user: { id: 'usr_1', sessionId: 'ses_1', roles: ['CUSTOMER'], scopes: [] } };
const put = (input: object, { caller = user, field = 'bookPut' }: { caller?: Caller; field?: string } = {}) =>
  ask(`mutation ($input: BookPutInput!) { ${field}(input: $input) { scope key bodyHash correlationId at } }`, {
    variables: { input },
    caller,
  });

describe('a mutation’s door', () => {
  test('brings the idempotency key as its receipt, in the scope of caller and mutation', async () => {
    const { data } = await put({ title: 'Emma', idempotencyKey: 'key' });
    expect(data.bookPut).toEqual({
      scope: 'user:usr_1/bookPut',
      key: 'key',
      bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      correlationId: 'request-1',
      at: now.toISOString(),
    });
    const guest = await put({ title: 'Emma', idempotencyKey: 'key' }, { caller: { guest: 'g' }, field: 'bookBurn' });
    expect(guest.data.bookBurn.scope).toBe('guest:g/bookBurn');
  });

  test('has the same hash for the same input in whatever order, and another for another', async () => {
    const hashOf = async (input: object) => (await put(input)).data.bookPut.bodyHash as string;
    const hash = await hashOf({ title: 'Emma', idempotencyKey: 'key' });
    expect(await hashOf({ idempotencyKey: 'key', title: 'Emma' })).toBe(hash);
    expect(await hashOf({ title: 'Persuasion', idempotencyKey: 'key' })).not.toBe(hash);
  });

  test('brings no receipt without a key', async () => {
    expect((await put({ title: 'Emma' })).data.bookPut).toMatchObject({ scope: null, key: null });
  });

  test('takes no key from somebody to whom it cannot belong', async () => {
    expect(codes(await put({ title: 'Emma', idempotencyKey: 'key' }, { caller: {} }))).toEqual(['UNAUTHENTICATED']);
  });

  test.each(['', 'k'.repeat(129)])('takes no key of another length: %p', async (idempotencyKey) => {
    expect(codes(await put({ title: 'Emma', idempotencyKey }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('an open subgraph', () => {
  test('runs a job by name, and none that it does not have', async () => {
    expect(await open.runJob('dust')).toBe(7);
    await expect(open.runJob('polish')).rejects.toThrow(RangeError);
  });

  test('performs a command as the platform, and none that it does not have', async () => {
    expect(await open.perform('tidy', { by: 'night' })).toEqual({
      ok: true,
      value: { by: 'night', caller: { service: { name: 'shelf', scopes: [] } } },
    });
    await expect(open.perform('burn', {})).rejects.toThrow(RangeError);
  });

  test('is not healthy without its database', async () => {
    await expect(open.check()).rejects.toThrow();
  });

  test('does not open with a setting missing, and names it', () => {
    const picky = defineSubgraph({
      name: 'shelf',
      directory: shelf.directory,
      database: () => ({}),
      settings: { glue: setting('GLUE', 'What holds it together.', z.string()) },
      rooms: () => ({}),
      commands: {},
      resolvers: {},
      loaders: () => ({}),
    });
    expect(() => picky.open({ environment: {}, log: { child: () => ({}) } } as never)).toThrow('GLUE');
  });
});
