import { describe, expect, test } from '@jest/globals';
import { manifestOf } from '../../src/persisted/manifest-of.ts';
import { persistedOperations } from '../../src/persisted/persisted-operations.ts';
import { sha256 } from '../a-subgraph.ts';

const PAGE = 'query Page { page }';
const SAVE = 'mutation Save { save }';

describe('a manifest of persisted operations', () => {
  test('is made of documents, in the order of their names, each under its hash', () => {
    expect(manifestOf([SAVE, PAGE])).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [
        { id: sha256(PAGE), name: 'Page', type: 'query', body: PAGE },
        { id: sha256(SAVE), name: 'Save', type: 'mutation', body: SAVE },
      ],
    });
  });

  test.each([
    ['an operation without a name', ['{ page }'], /one operation with a name/],
    ['two operations of one name', [PAGE, 'query Page { other }'], /Two documents name their operation Page/],
  ])('is not made of %s', (_, documents, message) => {
    expect(() => manifestOf(documents)).toThrow(message);
  });

  test('is found again by ids, and knows its bodies to the letter', () => {
    const persisted = persistedOperations(JSON.stringify(manifestOf([PAGE, SAVE])));
    expect(persisted.bodyOf(sha256(SAVE))).toBe(SAVE);
    expect(persisted.bodyOf('toString')).toBeUndefined();
    expect([persisted.lists(PAGE), persisted.lists(`${PAGE} `)]).toEqual([true, false]);
  });

  const { operations, ...head } = manifestOf([PAGE]);
  test.each([
    ['no JSON', '{', /Manifest of persisted operations: it is not JSON/],
    ['another format', JSON.stringify({ ...head, format: 'other', operations }), /operations, format: /],
    [
      'an operation without a body',
      JSON.stringify({ ...head, operations: [{ id: 'a', name: 'b', type: 'query' }] }),
      /operations\.0\.body/,
    ],
    [
      'an id twice',
      JSON.stringify({ ...head, operations: [...operations, ...operations] }),
      /has the id of another one/,
    ],
  ])('is refused in clear words when it is %s', (_, json, message) => {
    expect(() => persistedOperations(json)).toThrow(message);
  });
});
