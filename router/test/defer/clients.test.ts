import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { createClient, fetchExchange } from '@urql/core';
import { aDeferringRouter } from './a-deferring-router.ts';

const QUERY = /* GraphQL */ `
  query Page {
    products {
      __typename
      id
      title
      ... @defer(label: "reviews") {
        reviews {
          __typename
          text
          author {
            __typename
            id
            ... @defer(label: "name") {
              name
            }
          }
        }
      }
      ... @defer {
        rating
      }
    }
  }
`;

let router: Awaited<ReturnType<typeof aDeferringRouter>>;
let whole: unknown;
beforeAll(async () => {
  router = await aDeferringRouter();
  const response = await fetch(router.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  whole = ((await response.json()) as { data: unknown }).data;
});
afterAll(() => router.close());

const firstOf = (id: string, title: string) => expect.objectContaining({ __typename: 'Product', id, title });

type Handler = NonNullable<ApolloClient.Options['incrementalHandler']>;
const HANDLERS = {
  'the format of 2022': new Defer20220824Handler() as Handler,
  'the current format': new GraphQL17Alpha9Handler() as Handler,
};

test.each(['the format of 2022', 'the current format'] as const)(
  '@apollo/client shows the first part, then everything, in %s',
  async (format) => {
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new HttpLink({ uri: router.url }),
      incrementalHandler: HANDLERS[format],
    });
    const release = router.hold('reviews');
    const results: { data: unknown; error?: unknown; dataState: string }[] = [];
    await new Promise<void>((resolve, reject) => {
      client.watchQuery({ query: gql(QUERY), errorPolicy: 'all', notifyOnNetworkStatusChange: false }).subscribe({
        next: ({ data, error, dataState }) => {
          if (error) reject(new Error('The answer has errors', { cause: error }));
          if (data === undefined) return;
          results.push({ data, dataState });
          if (dataState === 'streaming') release();
          if (dataState === 'complete') resolve();
        },
        error: reject,
      });
    });
    expect(results[0]).toMatchObject({
      dataState: 'streaming',
      data: { products: [firstOf('prod_1', 'Lamp'), firstOf('prod_2', 'Desk')] },
    });
    expect(JSON.stringify(results[0])).not.toContain('reviews');
    expect(results.at(-1)).toEqual({ dataState: 'complete', data: whole });
    client.stop();
  },
);

test('urql shows the first part, then everything', async () => {
  const client = createClient({ url: router.url, exchanges: [fetchExchange], preferGetMethod: false });
  const release = router.hold('reviews');
  const results: { data: unknown; error: unknown; hasNext: boolean }[] = [];
  await new Promise<void>((resolve) => {
    client.query(QUERY, {}).subscribe(({ data, error, hasNext }) => {
      results.push({ data, error, hasNext });
      release();
      if (!hasNext) resolve();
    });
  });
  expect(results[0]).toEqual({
    data: { products: [firstOf('prod_1', 'Lamp'), firstOf('prod_2', 'Desk')] },
    error: undefined,
    hasNext: true,
  });
  expect(results.length).toBeGreaterThan(1);
  expect(results.at(-1)).toEqual({ data: whole, error: undefined, hasNext: false });
});
