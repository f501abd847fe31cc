import { expect, test } from '@jest/globals';
import { anonymous, type Caller } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type pg from 'pg';
import { shopMembers } from '../src/subgraph-kit.ts';

// What it writes and reads is held by the tests of the subgraphs that use it.
const nowhere = undefined as unknown as pg.Pool;
const caller: Caller = { service: { name: 'orders', scopes: [] } };

test('who is not signed in works for no shop, and no database is asked', async () => {
  expect(await shopMembers(nowhere).shopsOf(anonymous)).toEqual([]);
});

test('a membership outside the inbox transaction is a bug, not a loss', () => {
  const door: Door = { caller, at: new Date(0), correlationId: 'c' };
  expect(() => shopMembers(nowhere).add(door, { shopId: 'shop_1', userId: 'usr_1', role: 'STAFF' })).toThrow(TypeError);
});
