import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codedError } from '@stoa/subgraph-kit';
import { getIntrospectionQuery } from 'graphql';
import { sha256 } from './a-subgraph.ts';
import { aRouter, post, type Way } from './a-router.ts';
import { anAccessToken, aSigningKey } from './an-access-token.ts';

const key = aSigningKey('key-1');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ann = () => bearer(anAccessToken({ key }));
const unauthorized = (reason: string) => ({ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason } });
const codes = ({ errors }: { errors: readonly { extensions: { code: string } }[] | undefined }) =>
  errors?.map(({ extensions }) => extensions.code);

describe.each<Way>(['direct', 'http'])('the router, its subgraphs reached %s', (way) => {
  let router: Awaited<ReturnType<typeof aRouter>>;
  const seen = async (headers: Record<string, string>) =>
    JSON.parse((await router.ask('{ callerSeen }', { headers })).data.callerSeen) as unknown;

  beforeAll(async () => {
    router = await aRouter(way, {
      keySet: () => ({ keys: [key.jwk] }),
      operations: [
        {
          id: 'Secrets',
          subgraph: 'products',
          document: 'query Secrets { ownSecret callerSeen me { name favorite { title } } }',
        },
        { id: 'Wait', subgraph: 'products', document: 'query Wait($ms: Int!) { slow(ms: $ms) }' },
      ],
    });
  });
  afterAll(() => router.close());

  describe('aggregation', () => {
    test('joins what several domains know of one thing, each asked as often as the plan says', async () => {
      router.fetches.length = 0;
      const answer = await router.ask('{ products { title seller { name favorite { title } } } paymentMethods }');
      expect(answer.errors).toBeUndefined();
      expect(answer.data.products[0]).toEqual({ title: 'Lamp', seller: { name: 'Ann', favorite: { title: 'Desk' } } });
      expect(answer.data.paymentMethods).toEqual(['CARD']);
      expect(router.fetches.toSorted()).toEqual(['payments', 'products', 'users']);
    });

    test('an entity that its owner does not know nulls the field that names it', async () => {
      const { data, errors } = await router.ask('{ products { title seller { name } } }');
      expect(data.products[2]).toEqual({ title: 'Ghost', seller: null });
      expect(errors).toBeUndefined();
    });

    test('answers variables, mutations and introspection', async () => {
      expect((await router.ask('query ($ms: Int!) { slow(ms: $ms) }', { variables: { ms: 1 } })).data).toEqual({
        slow: 'done',
      });
      expect((await router.ask('mutation { productAdd }')).data).toEqual({ productAdd: 'prod_4' });
      expect((await router.ask(getIntrospectionQuery())).data.__schema.queryType.name).toBe('Query');
    });

    test('passes a coded error of a subgraph on, with the path of the client and nothing of the plan', async () => {
      const { data, errors } = await router.ask('{ products { seller { mood } } }');
      expect(data.products.map(({ seller }: { seller: { mood: string | null } }) => seller.mood)).toEqual([
        'glad',
        null,
        'glad',
      ]);
      expect(errors).toEqual([
        {
          message: 'Moods are being washed.',
          path: ['products', 1, 'seller', 'mood'],
          extensions: { code: 'TEMPORARILY_UNAVAILABLE' },
        },
      ]);
      expect((await router.ask('{ refused }')).errors).toEqual([
        { message: 'Not for you.', path: ['refused'], extensions: { code: 'FORBIDDEN' } },
      ]);
    });

    test('what a subgraph says without a code is masked', async () => {
      const answer = await router.ask('{ products { title } careless }');
      expect(answer.data).toMatchObject({ products: [{ title: 'Lamp' }, {}, {}], careless: null });
      expect(answer.errors).toEqual([
        {
          message: 'Something went wrong on our side.',
          path: ['careless'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers.get('x-request-id') },
        },
      ]);
    });

    test('variables that do not fit are BAD_USER_INPUT and 400', async () => {
      const answer = await router.ask('query ($ms: Int!) { slow(ms: $ms) }', { variables: { ms: 'long' } });
      expect([answer.status, codes(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
    });

    test('a document with several operations wants one named', async () => {
      const two = 'query A { callerSeen } query B { paymentMethods }';
      expect((await router.ask(two, { operationName: 'B' })).data).toEqual({ paymentMethods: ['CARD'] });
      const answer = await router.ask(two);
      expect([answer.status, codes(answer)]).toEqual([400, ['OPERATION_RESOLUTION_FAILURE']]);
    });

    test.each(['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])(
      '%s is not reachable',
      async (query) => {
        const answer = await router.ask(query);
        expect([answer.status, codes(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
      },
    );
  });

  describe('who is calling', () => {
    test('a visitor without anything is anonymous', async () => {
      expect(await seen({})).toEqual({});
    });

    test('an access token becomes the caller that subgraphs see, and decides what it may read', async () => {
      expect(await seen(ann())).toEqual({
        user: { id: 'usr_1', sessionId: 'ses_1', roles: ['CUSTOMER'], scopes: ['orders:read', 'profile'] },
      });
      expect((await router.ask('{ me { name } myOrders }', { headers: ann() })).data).toEqual({
        me: { name: 'Ann' },
        myOrders: ['ord_1'],
      });
      const anonymous = await router.ask('{ me { name } callerSeen }');
      expect(anonymous.data).toEqual({ me: null, callerSeen: '{}' });
      expect(anonymous.errors).toMatchObject([unauthorized('UNAUTHENTICATED')]);
      const unscoped = await router.ask('{ myOrders }', {
        headers: bearer(anAccessToken({ key, claims: { scope: '' } })),
      });
      expect(unscoped.errors).toMatchObject([unauthorized('FORBIDDEN')]);
    });

    test('guests and holders of an order link are known by the hash of their secret', async () => {
      const [cart, order] = ['c'.repeat(43), 'o'.repeat(43)];
      expect(await seen({ 'x-cart-token': cart, 'x-order-token': order })).toEqual({
        guest: sha256(cart),
        orderAccess: sha256(order),
      });
      expect(await seen({ 'x-cart-token': cart, ...ann() })).toMatchObject({
        guest: sha256(cart),
        user: { id: 'usr_1' },
      });
    });

    test.each([
      ['too long', 'c'.repeat(513)],
      ['too short', 'short'],
      ['odd', 'a token with spaces in it'],
    ])('a cart token that is %s is refused with 400', async (_, token) => {
      const answer = await router.ask('{ callerSeen }', { headers: { 'x-cart-token': token } });
      expect([answer.status, codes(answer)]).toEqual([400, ['BAD_REQUEST']]);
    });

    test('nobody outside becomes a service', async () => {
      const claims = Buffer.from(
        JSON.stringify({ caller: { service: { name: 'orders', scopes: ['internal'] } } }),
      ).toString('base64url');
      expect(await seen({ 'x-stoa-caller': `${claims}.forged`, service: 'orders' })).toEqual({});
      const scoped = bearer(anAccessToken({ key, claims: { service: { name: 'orders', scopes: ['internal'] } } }));
      expect(await seen(scoped)).not.toHaveProperty('service');
    });

    const now = Math.floor(Date.now() / 1_000);
    const other = aSigningKey('key-1');
    const [head, , signature] = anAccessToken({ key }).split('.');
    test.each<[string, () => Record<string, string>]>([
      ['of another signer', () => bearer(anAccessToken({ key: other }))],
      ['expired', () => bearer(anAccessToken({ key, claims: { iat: now - 900, exp: now - 600 } }))],
      ['without an expiry', () => bearer(anAccessToken({ key, claims: { exp: undefined } }))],
      ['of another issuer', () => bearer(anAccessToken({ key, claims: { iss: 'https://evil.example' } }))],
      ['for another audience', () => bearer(anAccessToken({ key, claims: { aud: 'other' } }))],
      ['that is no access token', () => bearer(anAccessToken({ key, header: { typ: 'JWT' } }))],
      ['with an unknown key', () => bearer(anAccessToken({ key, header: { kid: 'nobody' } }))],
      [
        'that brings its own key',
        () => bearer(anAccessToken({ key: other, header: { jwk: other.jwk, jku: 'http://evil.example' } })),
      ],
      ['with an unknown role', () => bearer(anAccessToken({ key, claims: { roles: ['GOD'] } }))],
      [
        'with a changed payload',
        () => bearer(`${head}.${Buffer.from('{"sub":"usr_2"}').toString('base64url')}.${signature}`),
      ],
      [
        'with algorithm none',
        () => bearer(`${Buffer.from('{"alg":"none","typ":"at+jwt","kid":"key-1"}').toString('base64url')}.e30.`),
      ],
      [
        'signed with the public key as a secret',
        () => bearer(`${Buffer.from('{"alg":"HS256","typ":"at+jwt","kid":"key-1"}').toString('base64url')}.e30.AAAA`),
      ],
      ['that is no token at all', () => bearer('hello')],
      ['in another scheme', () => ({ authorization: 'Basic YTpi' })],
    ])('a token %s is 401, never an anonymous visitor', async (_, headers) => {
      const fetches = router.fetches.length;
      const answer = await router.ask('{ paymentMethods }', { headers: headers() });
      expect([answer.status, codes(answer), answer.data]).toEqual([401, ['UNAUTHENTICATED'], undefined]);
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
      expect(router.fetches).toHaveLength(fetches);
    });

    test('the request id of the sender is used everywhere when it can be one', async () => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const own = await router.ask('{ requestSeen }', { headers: { 'x-request-id': 'order-42-try-1', traceparent } });
      expect(JSON.parse(own.data.requestSeen)).toMatchObject({ requestId: 'order-42-try-1', traceparent });
      expect(own.headers.get('x-request-id')).toBe('order-42-try-1');
      const odd = await router.ask('{ requestSeen }', { headers: { 'x-request-id': 'x"; drop', traceparent: 'odd' } });
      expect(JSON.parse(odd.data.requestSeen).requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.parse(odd.data.requestSeen).traceparent).toBeUndefined();
    });
  });

  describe('questions of subgraphs', () => {
    const question = (operationId: string, variables = {}, deadline = new Date(Date.now() + 5_000)) => ({
      subgraph: 'products',
      operationId,
      variables,
      caller: {
        user: { id: 'usr_1', sessionId: 'ses_1', roles: [], scopes: [] },
        service: { name: 'products', scopes: ['internal'] },
      } as const,
      requestId: 'request-1',
      deadline,
    });

    test('a registered operation runs as the viewer with the scope of the service', async () => {
      const { data, errors } = await router.router.ask(question('Secrets'));
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ ownSecret: 'for commands only', me: { name: 'Ann', favorite: { title: 'Desk' } } });
      expect(JSON.parse(data?.['callerSeen'] as string)).toEqual(question('Secrets').caller);
    });

    test('an operation of another subgraph, or of nobody, is not run', async () => {
      const fetches = router.fetches.length;
      for (const one of [question('Unknown'), { ...question('Secrets'), subgraph: 'payments' }])
        expect(await router.router.ask(one)).toMatchObject({
          errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }],
        });
      expect(router.fetches).toHaveLength(fetches);
    });

    test('a question ends with what is left of the time of its asker', async () => {
      const { data, errors } = await router.router.ask(question('Wait', { ms: 5_000 }, new Date(Date.now() + 100)));
      expect(data).toEqual({ slow: null });
      expect(errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED', requestId: 'request-1' } }]);
    });
  });

  describe('the other doors', () => {
    test('a web hook reaches its owner byte for byte, and so does the answer', async () => {
      const bytes = Buffer.from([0, 255, 13, 10, 0xc3, 0x28, 123]);
      const response = await fetch(`${router.url}/hooks/echo?b=2&a=%20`, {
        method: 'POST',
        body: bytes,
        headers: { 'stripe-signature': 't=1,v1=abc', 'x-stoa-caller': 'forged', 'x-request-id': 'hook-call-1' },
      });
      expect(response.status).toBe(202);
      expect(JSON.parse(response.headers.get('x-seen') ?? '')).toEqual({
        method: 'POST',
        search: '?b=2&a=%20',
        requestId: 'hook-call-1',
        signature: 't=1,v1=abc',
        claims: null,
        sha256: sha256(bytes),
      });
      expect(response.headers.getSetCookie()).toEqual(['a=1']);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(bytes.toReversed()));
    });

    test('the key set is readable from outside', async () => {
      expect(await (await fetch(`${router.url}/.well-known/jwks.json`)).json()).toEqual({ keys: [key.jwk] });
    });

    test.each([
      '/nowhere',
      '/hooks/nowhere',
      '/hooks/../nowhere',
      '/mail/1',
      '/_ask',
      '/__proto__/x',
      '//evil.example/x',
    ])('%s is 404', async (path) => {
      const response = await fetch(router.url + path, { method: 'POST' });
      expect([response.status, codes((await response.json()) as never)]).toEqual([404, ['NOT_FOUND']]);
    });

    test('a page that breaks is told without its cause', async () => {
      const response = await fetch(`${router.url}/pay/broken`);
      expect(response.status).toBeGreaterThanOrEqual(500);
      expect(await response.text()).not.toContain('broken"');
    });

    test('a body over the limit is 413 at every door', async () => {
      for (const path of ['/graphql', '/hooks/echo']) {
        const answer = await post(
          router.url + path,
          JSON.stringify({ query: '{ a }', padding: 'x'.repeat(1_000_001) }),
        );
        expect([answer.status, codes(answer)]).toEqual([413, ['REQUEST_TOO_LARGE']]);
      }
    });
  });

  describe('limits', () => {
    const many = (count: number, item: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => item(index)).join(' ');
    const deep = (levels: number) =>
      `{ products { seller ${'{ favorite { seller '.repeat(levels)} { id } ${'} }'.repeat(levels)} } }`;
    test.each<[string, string, string]>([
      ['QUERY_TOO_DEEP', deep(6), deep(7)],
      [
        'QUERY_TOO_DEEP',
        deep(2),
        `{ products { ...P } } fragment P on Product { seller { favorite { ...Q } } } fragment Q on Product ${deep(6).replace('{ products ', '').replace(/ }$/, '')}`,
      ],
      ['TOO_MANY_ROOT_FIELDS', `{ ${many(20, () => '__typename')} }`, `{ ${many(21, () => '__typename')} }`],
      [
        'TOO_MANY_ROOT_FIELDS',
        '{ ...F } fragment F on Query { callerSeen }',
        `{ ...F ...F ...F } fragment F on Query { ${many(7, () => 'callerSeen')} }`,
      ],
      [
        'TOO_MANY_ALIASES',
        `{ products { ${many(30, (i) => `a${i}: __typename`)} } }`,
        `{ products { ${many(31, (i) => `a${i}: __typename`)} } }`,
      ],
      ['GRAPHQL_PARSE_FAILED', '{ callerSeen }', `{ ${many(2_001, () => 'callerSeen')} }`],
      [
        'TOO_MANY_FIELDS',
        '{ callerSeen }',
        `{ products { ...A } } ${many(10, (i) => `fragment ${'ABCDEFGHIJ'[i]} on Product { ${i < 9 ? many(6, () => `...${'ABCDEFGHIJ'[i + 1]}`) : 'title'} }`)}`,
      ],
    ])(
      '%s is what an operation beyond a limit gets, and one at the limit is answered',
      async (code, within, beyond) => {
        expect((await router.ask(within)).errors).toBeUndefined();
        const fetches = router.fetches.length;
        const answer = await router.ask(beyond);
        expect([answer.status, codes(answer)?.[0]]).toEqual([400, code]);
        expect(router.fetches).toHaveLength(fetches);
      },
    );

    test('batches and bodies that are no GraphQL are 400', async () => {
      for (const body of ['[{"query":"{ callerSeen }"}]', '{', '"text"', '{"query":1}'])
        expect([body, (await post(`${router.url}/graphql`, body)).status]).toEqual([body, 400]);
    });

    test('what a foreign page can send without a preflight is refused', async () => {
      const query = JSON.stringify({ query: '{ callerSeen }' });
      const asText = await post(`${router.url}/graphql`, query, { 'content-type': 'text/plain' });
      expect(asText.status).toBe(415);
      const get = await fetch(`${router.url}/graphql?query=${encodeURIComponent('{ callerSeen }')}`);
      expect(get.status).toBe(400);
      const meant = await fetch(`${router.url}/graphql?query=${encodeURIComponent('{ callerSeen }')}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect(await meant.json()).toEqual({ data: { callerSeen: '{}' } });
      const write = await fetch(`${router.url}/graphql?query=${encodeURIComponent('mutation { productAdd }')}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect(write.status).toBe(405);
    });
  });
});

describe.each<Way>(['direct', 'http'])('when a part fails, reached %s', (way) => {
  test('a domain that is down nulls its own fields and is named by a code', async () => {
    const router = await aRouter(way);
    await router.ask('{ products { title } }');
    await router.takeDown('users');
    const answer = await router.ask('{ products { title seller { name } } paymentMethods callerSeenToo: slow(ms: 1) }');
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({
      products: [{ title: 'Lamp', seller: null }, {}, {}],
      paymentMethods: ['CARD'],
      callerSeenToo: null,
    });
    expect(new Set(codes(answer))).toEqual(new Set(['TEMPORARILY_UNAVAILABLE']));
    await router.close();
  });

  test('a slow domain costs its own fields at the deadline, the others are answered', async () => {
    const router = await aRouter(way, { limits: { timeoutMs: 1_500 } });
    const answer = await router.ask('{ slow(ms: 20000) paymentMethods }');
    expect(answer.data).toEqual({ slow: null, paymentMethods: ['CARD'] });
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'DEADLINE_EXCEEDED', requestId: answer.headers.get('x-request-id') } },
    ]);
    await router.close();
  });

  test('a handler that rejects is masked', async () => {
    const router = await aRouter('direct');
    router.subgraph('users').requests.push = () => {
      throw codedError('FORBIDDEN', 'inner words');
    };
    const answer = await router.ask('{ callerSeen paymentMethods }');
    expect(codes(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(answer)).not.toContain('inner words');
    await router.close();
  });
});
