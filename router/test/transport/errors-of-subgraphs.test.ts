import { expect, test } from '@jest/globals';
import { aFetch, failure } from './a-fetch.ts';
import { aServer, transportTo } from './a-server.ts';

const answerTo = async (body: string) => {
  const url = await aServer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  return transportTo(url).fetch(aFetch());
};

test('nulls where an error has nothing to say are nothing', async () => {
  const error = '{"message":"No.","path":null,"extensions":null,"locations":[]}';
  expect(await answerTo(`{"data":{"a":null},"errors":[${error}]}`)).toStrictEqual({
    data: { a: null },
    errors: [{ message: 'No.', locations: [] }],
  });
});

test.each(['"path":"a"', '"path":{}', '"path":[{}]', '"path":[null]', '"extensions":"x"', '"extensions":[]'])(
  'an error that is none makes the answer none: %s',
  async (member) => {
    expect(await answerTo(`{"data":{"a":1},"errors":[{"message":"No.",${member}}]}`)).toEqual(
      failure('INTERNAL_SERVER_ERROR'),
    );
  },
);
