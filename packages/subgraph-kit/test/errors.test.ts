import { beforeEach, describe, expect, test } from '@jest/globals';
import { codes, openShelf } from './shelf/shelf.ts';

let shelf = openShelf();
beforeEach(() => {
  shelf = openShelf();
});
const fails = (how: string) => shelf.ask(`query ($how: String!) { fails(how: $how) }`, { variables: { how } });

describe('a fault inside', () => {
  test.each(['bug', 'database', 'uncoded'])(
    'is masked, has the request’s id and says nothing of its cause: %s',
    async (how) => {
      const answer = await fails(how);
      expect(answer).toEqual({
        data: { fails: null },
        errors: [
          {
            message: 'Something went wrong on our side.',
            locations: [{ line: 1, column: 25 }],
            path: ['fails'],
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
          },
        ],
      });
      expect(JSON.stringify(answer)).not.toMatch(/secret|SELECT|users|at .*\.ts|stack/);
    },
  );

  test('is logged once, with the request’s id and its cause', async () => {
    await fails('bug');
    expect(shelf.logged).toEqual([
      { level: 'error', fields: { err: expect.any(TypeError), requestId: 'request-1', path: ['fails'] } },
    ]);
  });

  test('that is a value which the schema cannot show is masked too', async () => {
    const answer = await shelf.ask('{ misfit }');
    expect(codes(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('an outage that passes', () => {
  test.each(['passing', 'refused'])('has its own code and names no address: %s', async (how) => {
    const answer = await fails(how);
    expect(codes(answer)).toEqual(['TEMPORARILY_UNAVAILABLE']);
    expect(answer.errors![0]!.extensions.requestId).toBe('request-1');
    expect(JSON.stringify(answer)).not.toMatch(/ECONN|10\.0\.0/);
    expect(shelf.logged.map(({ level }) => level)).toEqual(['warn']);
  });
});

describe('an error for the client', () => {
  test('passes with its code, its words and its place, and is not logged', async () => {
    const answer = await fails('coded');
    expect(answer.errors).toEqual([
      {
        message: 'Not this shelf.',
        locations: [{ line: 1, column: 25 }],
        path: ['fails'],
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expect(shelf.logged).toEqual([]);
  });

  test('about a key that was used before has its code', async () => {
    expect(codes(await fails('reused'))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  test.each([
    { what: 'a missing variable', query: 'query ($n: Int!) { twice(of: $n) }', variables: {} },
    { what: 'a variable of another type', query: 'query ($n: Int!) { twice(of: $n) }', variables: { n: 'two' } },
    {
      what: 'a scalar that cannot be read',
      query: 'query ($at: DateTime!) { moment(at: $at) }',
      variables: { at: 'soon' },
    },
    { what: 'a null where a default was meant', query: 'query ($n: Int) { twice(of: $n) }', variables: { n: null } },
    {
      what: 'a field that an input does not have',
      query: 'mutation ($i: BookPutInput!) { bookPut(input: $i) { key } }',
      variables: { i: { title: 'x', colour: 'red' } },
    },
  ])('about $what is BAD_USER_INPUT and is not logged', async ({ query, variables }) => {
    const answer = await shelf.ask(query, { variables });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(shelf.logged).toEqual([]);
  });

  test('about a document that is none says so', async () => {
    expect(codes(await shelf.ask('{ open'))).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(codes(await shelf.ask(''))).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(codes(await shelf.ask('{ closed }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codes(await shelf.ask('query A { open } query B { open }', { operationName: 'C' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  test('about a literal that cannot be read is a fault of the document', async () => {
    expect(codes(await shelf.ask('{ moment(at: "soon") }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

test('the same document is answered the same the second time, good or bad', async () => {
  expect(await shelf.ask('{ open }')).toEqual(await shelf.ask('{ open }'));
  expect(await shelf.ask('{ closed }')).toEqual(await shelf.ask('{ closed }'));
});
