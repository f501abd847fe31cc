import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '@stoa/kernel';
import { asked, books, codes, openShelf } from './shelf/shelf.ts';

const { ask, logged } = openShelf();
const caller: Caller = { service: { name: 'router', scopes: [] } };
const QUERY = `query ($of: [_Any!]!) {
  _entities(representations: $of) { __typename ... on Book { id title } ... on Shelf { bookCount } ... on Vault { content } ... on Bound { shout } }
}`;
const entities = (...of: { __typename: string; id: string }[]) => ask(QUERY, { variables: { of }, caller });
const book = (id: string) => ({ __typename: 'Book', id });

beforeEach(() => {
  asked.length = 0;
});

describe('entities', () => {
  test('come in the order asked, null where there is none, the same one as often as it is asked for', async () => {
    const { data, errors } = await entities(book('3'), book('nowhere'), book('1'), book('3'));
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      { __typename: 'Book', id: '3', title: 'Volume 3' },
      null,
      { __typename: 'Book', id: '1', title: 'Volume 1' },
      { __typename: 'Book', id: '3', title: 'Volume 3' },
    ]);
  });

  test('of several types are loaded by one call for each type', async () => {
    const of = Array.from({ length: 40 }, (_, nth) => ({ __typename: nth % 2 ? 'Book' : 'Vault', id: String(nth) }));
    const { data } = await entities(...of);
    expect(data._entities).toHaveLength(40);
    expect(asked.map(({ type, ids }) => [type, ids.length]).toSorted()).toEqual([
      ['Book', 20],
      ['Vault', 20],
    ]);
  });

  test('of a type that this domain only adds fields to are their representations', async () => {
    const { data } = await entities({ __typename: 'Shelf', id: 'abc' }, book('1'), { __typename: 'Shelf', id: 'a' });
    expect(data._entities).toMatchObject([{ bookCount: 3 }, { title: 'Volume 1' }, { bookCount: 1 }]);
  });

  test('leave the rows that a loader gave as they are', async () => {
    await entities(book('1'));
    expect(books.get('1')).toEqual({ id: '1', title: 'Volume 1' });
    expect(Object.isFrozen(books.get('1'))).toBe(true);
  });

  test('are at most a thousand at a time', async () => {
    const many = Array.from({ length: 1_000 }, (_, nth) => book(String(nth)));
    expect((await entities(...many)).data._entities).toHaveLength(1_000);
    const tooMany = await entities(...many, book('one more'));
    expect(codes(tooMany)).toEqual(['BAD_USER_INPUT']);
    expect(asked).toHaveLength(1);
  });

  test('of a type that cannot be loaded fail each at its place, logged once, and the others are answered', async () => {
    logged.length = 0;
    const torn = (id: string) => ({ __typename: 'Torn', id });
    const { data, errors } = await entities(torn('1'), book('1'), torn('2'));
    expect(data._entities).toEqual([null, { __typename: 'Book', id: '1', title: 'Volume 1' }, null]);
    expect(errors!.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['_entities', 0], 'INTERNAL_SERVER_ERROR'],
      [['_entities', 2], 'INTERNAL_SERVER_ERROR'],
    ]);
    expect(logged).toHaveLength(1);
  });

  test('of a class keep their methods, and one that failed is an error among them', async () => {
    const bound = (id: string) => ({ __typename: 'Bound', id });
    const answer = await entities(bound('a'), bound('lent'), bound('b'));
    expect(answer.data._entities).toEqual([
      { __typename: 'Bound', shout: 'VOLUME A' },
      null,
      { __typename: 'Bound', shout: 'VOLUME B' },
    ]);
    expect(codes(answer)).toEqual(['FORBIDDEN']);
  });

  test('of a type that is no entity are refused without a word about the inside', async () => {
    const answer = await entities({ __typename: 'constructor', id: '1' });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors![0]!.message).not.toMatch(/function|Object\./);
  });
});
