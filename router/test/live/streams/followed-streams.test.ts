import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { GraphQLError, parse } from 'graphql';
import { Client } from '../../../src/engine/leaving.ts';
import { aLog } from '../../front/a-log.ts';
import { ANN, aRequest, aStreamGraph, QUICK } from './a-stream-graph.ts';

const code = (error: { extensions?: Record<string, unknown> } | undefined) => error?.extensions?.['code'];

describe('a subscription that a subgraph serves', () => {
  test('answers each event with what other subgraphs know of it', async () => {
    const { follow, feed, products } = await aStreamGraph();
    const { heard } = follow('subscription { priceChanged { id price title tax } }');
    await feed.until(1);
    feed.publish({ id: '1', price: 100 });
    await heard.count(1);
    feed.publish({ id: '2', price: 50 });
    expect(await heard.count(2)).toEqual([
      { data: { priceChanged: { id: '1', price: 100, title: 'Title of 1', tax: 20 } } },
      { data: { priceChanged: { id: '2', price: 50, title: 'Title of 2', tax: 10 } } },
    ]);
    expect(products.seen.operations).toHaveLength(2);
  });

  test('needs no other subgraph when one knows all of it', async () => {
    const { follow, feed, products } = await aStreamGraph();
    const { heard } = follow('subscription { priceChanged { id price } }');
    await feed.until(1);
    for (let n = 0; n < 200; n += 1) feed.publish({ id: String(n), price: n });
    const answers = await heard.count(200);
    expect(answers.at(-1)).toEqual({ data: { priceChanged: { id: '199', price: 199 } } });
    expect(products.seen.operations).toEqual([]);
  });

  test('keeps names, fragments, conditions and variables of the client', async () => {
    const { follow, feed, prices } = await aStreamGraph();
    const query = /* GraphQL */ `
      subscription Changes($id: ID, $unit: String, $withTax: Boolean!, $representations: String) {
        first: priceChanged(id: $id) {
          ...Product
          ... @skip(if: $withTax) {
            title
          }
          constructor: price(unit: $representations)
        }
      }
      fragment Product on Product {
        id: price(unit: $unit)
        price: id
        vat: tax @include(if: $withTax)
        ... @defer {
          name: title
        }
      }
    `;
    const variables = { id: '7', unit: 'USD', withTax: true, representations: 'USD', surplus: 1 };
    const { heard } = follow(query, { variables });
    await feed.until(1);
    feed.publish({ id: '7', price: 100 });
    expect(await heard.count(1)).toEqual([
      { data: { first: { id: 200, price: '7', vat: 20, name: 'Title of 7', constructor: 200 } } },
    ]);
    expect(Object.keys(prices.seen.operations[0]?.variables ?? {})).not.toContain('surplus');
    const without = follow(query, { variables: { ...variables, withTax: false } });
    await feed.until(2);
    feed.publish({ id: '8', price: 1 });
    expect(await without.heard.count(1)).toEqual([
      { data: { first: { id: 2, price: '8', name: 'Title of 8', title: 'Title of 8', constructor: 2 } } },
    ]);
  });

  test('sends variables of any name and value as the client gave them', async () => {
    const { follow, prices } = await aStreamGraph();
    const variables = '{"__proto__":{"text":"\\"},"},"constructor":"X"}';
    const { heard } = follow(
      'subscription($__proto__: Odd, $constructor: String) { echo(value: $__proto__, unit: $constructor) }',
      { variables: JSON.parse(variables) as Record<string, unknown> },
    );
    expect(await heard.theEnd()).toBeUndefined();
    expect(JSON.stringify(prices.seen.operations[0]?.variables)).toBe(variables);
    expect(({} as Record<string, unknown>)['text']).toBeUndefined();
  });

  test('answers lists', async () => {
    const { follow, feed, products } = await aStreamGraph();
    const { heard } = follow('subscription { pricesChanged { title } }');
    await feed.until(1);
    feed.publish([{ id: '1' }, { id: '2' }, { id: '1' }]);
    expect(await heard.count(1)).toEqual([
      { data: { pricesChanged: [{ title: 'Title of 1' }, { title: 'Title of 2' }, { title: 'Title of 1' }] } },
    ]);
    expect(products.seen.operations[0]?.variables?.['representations']).toHaveLength(2);
  });

  test('refuses variables that do not fit, and asks no subgraph', async () => {
    const { follow, prices } = await aStreamGraph();
    const { heard } = follow('subscription($id: ID!) { priceChanged(id: $id) { id } }');
    expect(heard.ended?.errors).toMatchObject([{ message: expect.stringContaining('$id') }]);
    expect(prices.seen.connections).toEqual([]);
  });

  test("is not begun when the front's admission refuses it", async () => {
    const { follow, prices } = await aStreamGraph();
    const error = { message: 'Too much.', extensions: { code: 'COST_LIMIT_EXCEEDED' } };
    const query = 'subscription { priceChanged { id } }';
    expect(follow(query, { admit: () => ({ refusal: { status: 400, error } }) }).heard.ended?.errors).toEqual([error]);
    const later = follow(query, { admit: async () => ({ refusal: { status: 400, error } }) });
    expect(await later.heard.theEnd()).toEqual([error]);
    expect(prices.seen.connections).toEqual([]);
  });

  test('that the compiled executor cannot carry out is refused, never left to stock execution', async () => {
    const planned: (string | undefined)[] = [];
    const { log, lines } = aLog();
    const { follow, prices } = await aStreamGraph({
      log,
      onStock: () => planned.push('stock'),
      onPlanned: (name) => planned.push(name),
      planned: ({ node }) => ({ kind: 'QueryPlan', node: { ...node, rest: { kind: 'Later' } } as never }),
    });
    for (let n = 0; n < 2; n += 1) {
      const { heard } = follow('subscription Titles { priceChanged { title } }');
      expect((await heard.theEnd())?.map(code)).toEqual(['OPERATION_NOT_SERVED']);
    }
    expect([prices.seen.connections, planned]).toEqual([[], ['Titles']]);
    expect(lines.map(({ message }) => message)).toEqual(['subscription cannot be served']);
  });

  test('that would have to be two is refused', async () => {
    const { follow, prices } = await aStreamGraph();
    // They need the same field with different arguments.
    const { heard } = follow('subscription { priceChanged { tax stock } }');
    expect((await heard.theEnd())?.map(code)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(prices.seen.connections).toEqual([]);
  });

  test('is planned once for all who have the same rights and conditions', async () => {
    const planned: (string | undefined)[] = [];
    const { follow, feed, engine } = await aStreamGraph({ onPlanned: (name) => planned.push(name) });
    const query =
      'subscription Changes($id: ID, $short: Boolean!) { priceChanged(id: $id) { id secret title @skip(if: $short) } }';
    const { heard } = follow(query, { variables: { id: '1', short: false } });
    await feed.until(1);
    follow(query, { variables: { id: '2', short: false } });
    await feed.until(2);
    expect(planned).toEqual(['Changes']);
    follow(query, { variables: { short: true } });
    follow(query, { variables: { short: false }, identity: ANN });
    await feed.until(4);
    expect(planned).toHaveLength(3);
    feed.publish({ id: '1' });
    await heard.count(1);
    const operation = engine.learn(parse(query), query, undefined);
    if (operation) await engine.warm(operation, ANN);
    expect(planned).toHaveLength(3);
  });

  test('is not what execution answers', async () => {
    const { engine, prices } = await aStreamGraph();
    const query = 'subscription { priceChanged { id title } }';
    const operation = engine.learn(parse(query), query, undefined);
    const answer = await engine.execute(operation as never, aRequest());
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'OPERATION_NOT_SERVED' } }] });
    expect(prices.seen.connections).toEqual([]);
  });
});

describe('rights', () => {
  test('what they do not reach is null with an error in each answer, and asked of nobody', async () => {
    const { follow, feed, prices, products } = await aStreamGraph();
    const { heard } = follow('subscription { priceChanged { id secret hidden: margin title } }');
    await feed.until(1);
    feed.publish({ id: '1', secret: 'psst' });
    feed.publish({ id: '2', secret: 'psst' });
    const answers = await heard.count(2);
    for (const [at, { data, errors }] of answers.entries()) {
      const id = String(at + 1);
      expect(data).toEqual({ priceChanged: { id, secret: null, hidden: null, title: `Title of ${id}` } });
      expect(errors).toMatchObject([
        { path: ['priceChanged', 'secret'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
        { path: ['priceChanged', 'hidden'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
      ]);
    }
    expect(JSON.stringify([prices.seen.operations, products.seen.operations])).not.toMatch(/secret|margin/);
  });

  test('who has them gets it', async () => {
    const { follow, feed } = await aStreamGraph();
    const { heard } = follow('subscription { priceChanged { secret margin } }', { identity: ANN });
    await feed.until(1);
    feed.publish({ id: '1', secret: 'psst' });
    expect(await heard.count(1)).toEqual([{ data: { priceChanged: { secret: 'psst', margin: 7 } } }]);
  });

  test('nothing is begun when they do not reach its root field', async () => {
    const { follow, prices } = await aStreamGraph();
    const { heard } = follow('subscription { secretChanged { id } }');
    expect(await heard.theEnd()).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
    expect(prices.seen.connections).toEqual([]);
  });
});

describe('errors', () => {
  test('of the event have their place and their code, or are masked', async () => {
    const { follow, feed } = await aStreamGraph();
    const { heard } = follow('subscription { it: priceChanged { id cost: price title } }');
    await feed.until(1);
    feed.publish({ id: '1', price: new GraphQLError('Sold out.', { extensions: { code: 'SOLD_OUT' } }) });
    feed.publish({ id: '2', price: new Error('relation "prices" does not exist') });
    feed.publish({ id: '3', price: 3 });
    const answers = await heard.count(3);
    expect(answers[0]).toEqual({
      data: { it: { id: '1', cost: null, title: 'Title of 1' } },
      errors: [{ message: 'Sold out.', path: ['it', 'cost'], extensions: { code: 'SOLD_OUT' } }],
    });
    expect(answers[1]?.errors?.map(code)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(answers[1])).not.toContain('relation');
    expect(answers[2]?.errors).toBeUndefined();
  });

  test('of other subgraphs have the place in the answer', async () => {
    const { follow, feed } = await aStreamGraph({
      title: (id) => {
        if (id === '2') throw new GraphQLError('Lost.', { extensions: { code: 'LOST' } });
        return id;
      },
    });
    const { heard } = follow('subscription { all: pricesChanged { name: title } }');
    await feed.until(1);
    feed.publish([{ id: '1' }, { id: '2' }]);
    expect(await heard.count(1)).toEqual([
      {
        data: { all: [{ name: '1' }, { name: null }] },
        errors: [{ message: 'Lost.', path: ['all', 1, 'name'], extensions: { code: 'LOST' } }],
      },
    ]);
  });

  test('a subgraph that is down costs its fields, and only while it is down', async () => {
    const { follow, feed, products } = await aStreamGraph();
    const { heard } = follow('subscription { priceChanged { id title } }');
    await feed.until(1);
    await products.kill();
    feed.publish({ id: '1' });
    const [first] = await heard.count(1);
    expect(first?.data).toEqual({ priceChanged: { id: '1', title: null } });
    expect(first?.errors?.map(code)).toEqual(['TEMPORARILY_UNAVAILABLE']);
    await products.comeBack();
    feed.publish({ id: '2' });
    expect((await heard.count(2))[1]).toEqual({ data: { priceChanged: { id: '2', title: 'Title of 2' } } });
  });

  test('a null that reaches the root says why', async () => {
    const { follow, feed } = await aStreamGraph();
    const { heard } = follow('subscription { pricesChanged { id } }');
    await feed.until(1);
    feed.publish([{ id: null as never }]);
    const [answer] = await heard.count(1);
    expect(answer?.data).toBeNull();
    expect(answer?.errors?.map(code)).toEqual(['INTERNAL_SERVER_ERROR']);
  });

  test('of a stream that cannot begin are masked, too', async () => {
    const { follow } = await aStreamGraph();
    const { heard } = follow('subscription { broken { id } }');
    const [answer] = await heard.count(1);
    expect(answer?.data).toEqual({ broken: null });
    expect(answer?.errors).toMatchObject([{ path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(answer)).not.toContain('relation');
    expect(await heard.theEnd()).toBeUndefined();
  });
});

describe('the last word of the subgraph', () => {
  test('that is an error passes with its code', async () => {
    const refusal = () => [
      new GraphQLError('Prices are secret.', { extensions: { code: 'SECRET', stacktrace: ['at'] } }),
    ];
    const { follow } = await aStreamGraph({ refusal });
    const { heard } = follow('subscription { priceChanged { id } }');
    expect(await heard.theEnd()).toEqual([{ message: 'Prices are secret.', extensions: { code: 'SECRET' } }]);
  });

  test('that is an error without a code is masked and logged', async () => {
    const { log, lines } = aLog();
    const { follow } = await aStreamGraph({ log, refusal: () => [new GraphQLError('relation "prices"')] });
    const { heard } = follow('subscription { priceChanged { id } }');
    expect((await heard.theEnd())?.map(code)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(lines).toMatchObject([{ reason: 'relation "prices"', subgraph: 'prices', requestId: 'req_1' }]);
  });

  test('are a hundred errors at most', async () => {
    const refusal = () => Array.from({ length: 1_000 }, () => new GraphQLError('x'));
    const { follow } = await aStreamGraph({ refusal });
    const { heard } = follow('subscription { priceChanged { id } }');
    expect(await heard.theEnd()).toHaveLength(100);
  });
});

describe("the subgraph's connection", () => {
  test('comes back when the subgraph does', async () => {
    const { follow, feed, prices } = await aStreamGraph({
      transport: { subscriptionTiming: { ...QUICK, retryMs: 100 } },
    });
    const { heard } = follow('subscription { priceChanged { id title } }');
    await feed.until(1);
    feed.publish({ id: '1' });
    await heard.count(1);
    await prices.kill();
    await feed.until(0);
    await prices.comeBack();
    await feed.until(1);
    feed.publish({ id: '2' });
    expect((await heard.count(2))[1]).toEqual({ data: { priceChanged: { id: '2', title: 'Title of 2' } } });
    expect(heard.ended).toBeUndefined();
  });

  test('is given up with a code when it does not', async () => {
    const { follow, feed, prices } = await aStreamGraph();
    const { heard } = follow('subscription { priceChanged { id title } }');
    await feed.until(1);
    await prices.kill();
    expect((await heard.theEnd())?.map(code)).toEqual(['TEMPORARILY_UNAVAILABLE']);
  });

  test('carries the headers that are propagated, each group its own', async () => {
    const { follow, feed, prices, products } = await aStreamGraph();
    const headersFor = (subgraph: string) => ({ authorization: `Bearer for ${subgraph}` });
    const { heard } = follow('subscription { priceChanged { id title } }', { headersFor });
    follow('subscription { priceChanged { id title } }');
    await feed.until(2);
    feed.publish({ id: '1' });
    await heard.count(1);
    const [first, second] = prices.seen.connections.toSorted(({ params }) => (params ? -1 : 1));
    expect(first).toMatchObject({
      params: { authorization: 'Bearer for prices' },
      headers: { authorization: 'Bearer for prices', 'x-request-id': 'req_1' },
    });
    expect(second?.params).toBeUndefined();
    expect(second?.headers.authorization).toBeUndefined();
    expect(products.seen.requests.map(({ authorization }) => authorization)).toContain('Bearer for products');
  });

  test('that the subgraph refuses ends it with a code, at once', async () => {
    const { follow, prices } = await aStreamGraph({ mayConnect: () => false });
    const { heard } = follow('subscription { priceChanged { id } }');
    expect((await heard.theEnd())?.map(code)).toEqual(['FORBIDDEN']);
    expect(prices.seen.connections).toHaveLength(1);
  });

  test('is not there for a subgraph without subscriptions of its own', async () => {
    const { follow, prices } = await aStreamGraph({ transport: { key: 'the key of one of Stoas' } });
    const { heard } = follow('subscription { priceChanged { id } }');
    expect((await heard.theEnd())?.map(code)).toEqual(['OPERATION_NOT_SERVED']);
    expect(prices.seen.connections).toEqual([]);
  });
});

describe('order', () => {
  test('a slow rest delays the events after it, and none overtakes', async () => {
    const { follow, feed } = await aStreamGraph({ title: (id) => delay(id === '1' ? 80 : 0, `T${id}`) });
    const { heard } = follow('subscription { priceChanged { title } }');
    await feed.until(1);
    for (const id of ['1', '2', '3']) feed.publish({ id });
    expect((await heard.count(3)).map(({ data }) => data)).toEqual(
      ['T1', 'T2', 'T3'].map((title) => ({ priceChanged: { title } })),
    );
  });

  test('each event has its own time', async () => {
    const { follow, feed } = await aStreamGraph({
      title: (id) => (id === '1' ? delay(2_000, undefined, { ref: false }) : id),
    });
    const deadline = new Date(Date.now() + 300);
    const { heard } = follow('subscription { priceChanged { id title } }', { deadline });
    await feed.until(1);
    await delay(320);
    feed.publish({ id: '0' });
    feed.publish({ id: '1' });
    const answers = await heard.count(2);
    expect(answers[0]).toEqual({ data: { priceChanged: { id: '0', title: '0' } } });
    expect(answers[1]?.data).toEqual({ priceChanged: { id: '1', title: null } });
    expect(answers[1]?.errors?.map(code)).toEqual(['DEADLINE_EXCEEDED']);
  });

  test('what is read after an event is no older than the event', async () => {
    let title = 'old';
    const { follow, feed, products } = await aStreamGraph({ title: () => delay(80, title) });
    const query = 'subscription { priceChanged { title } }';
    follow(query);
    await feed.until(1);
    feed.publish({ id: '1' });
    while (products.seen.operations.length === 0) await delay(2);
    const { heard } = follow(query);
    await feed.until(2);
    title = 'new';
    feed.publish({ id: '1' });
    expect(await heard.count(1)).toEqual([{ data: { priceChanged: { title: 'new' } } }]);
  });

  test('a stream that is faster than its answers ends with a code, not with a gap', async () => {
    const gate = Promise.withResolvers<string>();
    const { follow, feed } = await aStreamGraph({ title: () => gate.promise });
    const { heard } = follow('subscription { priceChanged { title } }');
    await feed.until(1);
    for (let n = 0; n < 101; n += 1) feed.publish({ id: String(n) });
    await delay(50);
    expect(heard.ended).toBeUndefined();
    feed.publish({ id: 'one too many' });
    expect((await heard.theEnd())?.map(code)).toEqual(['SUBSCRIPTION_TOO_FAST']);
    await feed.until(0);
    gate.resolve('late');
    await delay(20);
    expect(heard.answers).toEqual([]);
  });

  test('the end comes after the answers to what came before it', async () => {
    const { follow, feed, prices } = await aStreamGraph({
      title: (id) => delay(60, id),
      transport: { subscriptionTiming: { retries: 0 } },
    });
    const { heard } = follow('subscription { priceChanged { title } }');
    await feed.until(1);
    feed.publish({ id: '1' });
    feed.publish({ id: '2' });
    await delay(20);
    prices.closeSockets(1012, 'restart');
    expect((await heard.theEnd())?.map(code)).toEqual(['TEMPORARILY_UNAVAILABLE']);
    expect(heard.answers).toHaveLength(2);
  });
});

describe('closing', () => {
  test('ends it at the subgraph, and its socket', async () => {
    const { follow, feed, prices } = await aStreamGraph();
    const { heard, close } = follow('subscription { priceChanged { id } }');
    await feed.until(1);
    close();
    close();
    await feed.until(0);
    while (prices.openSockets() > 0) await delay(5);
    feed.publish({ id: '1' });
    expect([heard.answers, heard.ended]).toEqual([[], undefined]);
  });

  test('breaks off the fetches under way', async () => {
    const left = Promise.withResolvers<void>();
    const { follow, feed, products } = await aStreamGraph({ title: () => new Promise(() => undefined) });
    const { heard, close } = follow('subscription { priceChanged { title } }');
    await feed.until(1);
    feed.publish({ id: '1' });
    while (products.seen.operations.length === 0) await delay(5);
    products.onNextAbort(left.resolve);
    close();
    await left.promise;
    expect([heard.answers, heard.ended]).toEqual([[], undefined]);
  });

  test('before it has begun keeps it from beginning', async () => {
    const { follow } = await aStreamGraph();
    const asked: string[] = [];
    const headersFor = (subgraph: string) => {
      asked.push(subgraph);
      return {};
    };
    follow('subscription { priceChanged { id } }', { headersFor }).close();
    await delay(50);
    expect(asked).toEqual([]);
  });

  test('while it connects leaves no socket', async () => {
    const { follow, prices, engine } = await aStreamGraph();
    const query = 'subscription { priceChanged { id } }';
    await engine.warm(engine.learn(parse(query), query, undefined) as never);
    const { heard, close } = follow(query);
    close();
    await delay(50);
    expect([prices.openSockets(), prices.seen.operations, heard.ended]).toEqual([0, [], undefined]);
  });

  test('is what a client that leaves does', async () => {
    const { follow, feed } = await aStreamGraph();
    const client = new Client();
    const { heard } = follow('subscription { priceChanged { id } }', { leaving: client });
    await feed.until(1);
    client.leave();
    await feed.until(0);
    expect(heard.ended).toBeUndefined();
    const { heard: late } = follow('subscription { priceChanged { id } }', { leaving: client });
    await delay(30);
    expect([feed.subscribers, late.ended]).toEqual([0, undefined]);
  });
});
