import { describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { connectionOf, pageRequest, type Connection, type PageArguments, type PageRequest } from '../src/connection.ts';

interface Item {
  readonly rank: number;
  readonly id: string;
}

// Ranks repeat, so that only the whole keyset tells neighbors apart.
const list = (length: number): Item[] =>
  Array.from({ length }, (_, nth) => ({ rank: Math.floor(nth / 3), id: `item-${String(nth).padStart(3, '0')}` }));

const compare = (a: Item, [rank, id]: readonly string[]) =>
  a.rank - Number(rank) || (a.id < id! ? -1 : a.id > id! ? 1 : 0);

/** A reader as the repositories have them: rows beyond the cursor, in the direction asked. */
const read = (items: readonly Item[], { cursor, limit, direction }: PageRequest): Item[] => {
  const ordered = direction === 'forward' ? items : items.toReversed();
  const sign = direction === 'forward' ? 1 : -1;
  return ordered.filter((item) => cursor === undefined || sign * compare(item, cursor) > 0).slice(0, limit);
};
const page = (items: readonly Item[], args: PageArguments): Connection<Item> => {
  const request = pageRequest(args);
  return connectionOf(read(items, request), request, ({ rank, id }) => [rank, id]);
};

const forward = (items: readonly Item[], first: number): Item[][] => {
  const pages: Item[][] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo }: Connection<Item> = page(items, { first, after });
    pages.push([...nodes]);
    if (!pageInfo.hasNextPage) return pages;
    after = pageInfo.endCursor;
  }
};
const backward = (items: readonly Item[], last: number): Item[][] => {
  const pages: Item[][] = [];
  for (let before: string | null = null; ;) {
    const { nodes, pageInfo }: Connection<Item> = page(items, { last, before });
    pages.unshift([...nodes]);
    if (!pageInfo.hasPreviousPage) return pages;
    before = pageInfo.startCursor;
  }
};

describe('a connection', () => {
  test('has every item once and in order, whichever way and however many at a time one pages', () => {
    for (const length of [0, 1, 2, 3, 7, 20, 41])
      for (const size of [1, 2, 3, 5, 20, 41, 100]) {
        const items = list(length);
        expect(forward(items, size).flat()).toEqual(items);
        expect(backward(items, size).flat()).toEqual(items);
        expect(
          forward(items, size)
            .slice(0, -1)
            .every((nodes) => nodes.length === size),
        ).toBe(true);
      }
  });

  test('says whether there is more on either side', () => {
    const items = list(5);
    const first = page(items, { first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = page(items, { first: 2, after: first.pageInfo.endCursor });
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const third = page(items, { first: 2, after: second.pageInfo.endCursor });
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = page(items, { last: 2, before: third.pageInfo.startCursor });
    expect(back.nodes).toEqual(second.nodes);
  });

  test('of nothing has no cursors', () => {
    expect(page([], {})).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('has the same items as edges, each with its own cursor', () => {
    const { edges, nodes, pageInfo } = page(list(7), { first: 5 });
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(new Set(edges.map(({ cursor }) => cursor)).size).toBe(5);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]!.cursor, edges[4]!.cursor]);
  });

  test('keeps a time in its cursor to the millisecond', () => {
    const at = new Date('2026-01-15T10:00:00.123Z');
    const { pageInfo } = connectionOf([{ at }], pageRequest({}), (node) => [node.at, 7]);
    expect(pageRequest({ after: pageInfo.endCursor }).cursor).toEqual(['2026-01-15T10:00:00.123Z', '7']);
  });
});

describe('paging arguments', () => {
  test('ask for twenty when they say nothing, and for one more to know whether there is more', () => {
    const none = { size: 20, limit: 21, direction: 'forward', cursor: undefined };
    expect(pageRequest({})).toEqual(none);
    expect(pageRequest({ first: null, after: null, last: null, before: null })).toEqual(none);
  });

  test.each<PageArguments>([
    { first: 0 },
    { first: -1 },
    { first: 101 },
    { last: 0 },
    { last: 101 },
    { first: 1, last: 1 },
    { first: 1, before: 'x' },
    { last: 1, after: 'x' },
    { before: 'x' },
  ])('%p are refused', (args) => {
    expect(() => pageRequest(args)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
  });
});

describe('a cursor', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    '',
    'x',
    'MTIz',
    encode({ id: 1 }),
    encode('text'),
    encode([1]),
    encode([null]),
    encode([]),
    encode(['a\0']),
  ])('that no list gave out is refused: %p', (after) => {
    expect(() => pageRequest({ after })).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
  });

  test('of another list is refused by a list that says what its cursors end with', () => {
    const [order, shop] = [newId('ord'), newId('shop')];
    expect(pageRequest({ after: encode(['1', order]) }, 'ord').cursor).toEqual(['1', order]);
    for (const foreign of [['1', shop], [order, '1'], ['1']])
      expect(() => pageRequest({ after: encode(foreign) }, 'ord')).toThrow('no cursor of this list');
    expect(pageRequest({}, 'ord').cursor).toBeUndefined();
  });
});
