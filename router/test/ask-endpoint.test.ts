import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CALLER_HEADER, signCaller, type GraphQuestion } from '@stoa/subgraph-kit';
import { httpGraphTransport } from '@stoa/subgraph-kit';
import { aRouter, keyOf } from './a-router.ts';

let router: Awaited<ReturnType<typeof aRouter>>;
beforeAll(async () => {
  router = await aRouter('http', {
    operations: [{ id: 'Seen', subgraph: 'products', document: 'query Seen { callerSeen ownSecret }' }],
    askKeys: { products: keyOf('products'), payments: keyOf('payments') },
  });
});
afterAll(() => router.close());

const question: GraphQuestion = {
  subgraph: 'products',
  operationId: 'Seen',
  variables: {},
  caller: { guest: 'g', service: { name: 'products', scopes: ['internal'] } },
  requestId: 'request-1',
  deadline: new Date(Date.now() + 10_000),
};

const askAs = async (subgraph: string, key: string, overrides: Partial<GraphQuestion> = {}) => {
  const transport = httpGraphTransport({ url: router.url, subgraph, key });
  try {
    return await transport({ ...question, ...overrides });
  } finally {
    await transport.close();
  }
};
const code = (code: string) => ({ errors: [{ extensions: { code } }] });

describe('a subgraph in another process', () => {
  test('asks what is registered to it, with the caller it names', async () => {
    const answer = await askAs('products', keyOf('products'));
    expect(answer).toEqual({ data: { callerSeen: JSON.stringify(question.caller), ownSecret: 'for commands only' } });
  });

  test('gets nothing that is registered to another', async () => {
    const caller = { service: { name: 'payments', scopes: ['internal'] } };
    expect(await askAs('payments', keyOf('payments'), { caller })).toMatchObject(code('OPERATION_NOT_REGISTERED'));
  });

  test('is refused with the key of another, without a key, and in the name of another', async () => {
    expect(await askAs('products', keyOf('payments'))).toMatchObject(code('CALLER_REFUSED'));
    expect(await askAs('nobody', keyOf('products'))).toMatchObject(code('CALLER_REFUSED'));
    expect(await askAs('__proto__', keyOf('products'))).toMatchObject(code('CALLER_REFUSED'));
    expect(await askAs('payments', keyOf('payments'))).toMatchObject(code('CALLER_REFUSED'));
  });
});

test('a token of a fetch is no token of a question', async () => {
  const body = JSON.stringify({ subgraph: 'products', operationId: 'Seen', variables: {} });
  const claims = { caller: question.caller, requestId: 'request-1', deadline: Date.now() + 5_000 };
  const response = await fetch(`${router.url}/_ask`, {
    method: 'POST',
    body,
    headers: { [CALLER_HEADER]: signCaller(keyOf('products'), claims, body, Date.now()) },
  });
  expect(response.status).toBe(401);
});

test('an operation that the graph does not answer stops the start', async () => {
  const operations = [{ id: 'Wrong', subgraph: 'products', document: '{ nowhere }' }];
  await expect(aRouter('direct', { operations })).rejects.toThrow(/Wrong of products: Cannot query field "nowhere"/);
});

test('a supergraph with a subgraph that has no transport stops the start', async () => {
  await expect(aRouter('direct', { subgraphs: () => undefined })).rejects.toThrow(/no transport/);
});
