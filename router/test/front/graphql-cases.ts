import { createHash } from 'node:crypto';

export const GRAPHQL = { accept: 'application/graphql-response+json' };
export const JSON_TYPE = 'application/json; charset=utf-8';
export const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A request to the graph's door and what must come of it, whatever the lane. */
export interface GraphqlCase {
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly type?: string;
  readonly code?: string;
  readonly text?: string;
}

const COERCION = 'query ($like: Color) { item { color(like: $like) } }';

export const GRAPHQL_CASES: Record<string, GraphqlCase> = {
  'a query': { body: { query: '{ hello }' }, status: 200, text: '{"data":{"hello":"Hello you"}}' },
  'a query with variables': {
    body: { query: 'query ($name: String) { hello(name: $name) }', variables: { name: 'Ann' } },
    status: 200,
    text: '{"data":{"hello":"Hello Ann"}}',
  },
  'text beyond ASCII': {
    body: { query: '{ hello(name: "Zoë 🦋") }' },
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    status: 200,
    text: '{"data":{"hello":"Hello Zoë 🦋"}}',
  },
  'a mutation': { body: { query: 'mutation { write }' }, status: 200, text: '{"data":{"write":"written"}}' },
  'the newer media type': { body: { query: '{ version }' }, headers: GRAPHQL, status: 200, type: GRAPHQL_TYPE },
  'what the client would rather have': {
    body: { query: '{ version }' },
    headers: { accept: 'application/json;q=0.5, application/graphql-response+json;q=0.9, text/html' },
    status: 200,
    type: GRAPHQL_TYPE,
  },
  'a type that only a wildcard takes': {
    body: { query: '{ version }' },
    headers: { accept: 'text/*, */*;q=0.1' },
    status: 200,
  },
  'a client that takes none of our types': {
    body: { query: 'mutation { write }' },
    headers: { accept: 'text/plain' },
    status: 406,
    code: 'NOT_ACCEPTABLE',
  },
  'one operation of several': {
    body: { query: 'query A { version } query B { hello }', operationName: 'B' },
    status: 200,
    text: '{"data":{"hello":"Hello you"}}',
  },
  'no operation of that name': {
    body: { query: 'query A { version }', operationName: 'constructor' },
    headers: GRAPHQL,
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'several operations and no name': {
    body: { query: 'query A { version } query B { hello }' },
    status: 200,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'a document that cannot be read': {
    body: { query: '{ hello' },
    headers: GRAPHQL,
    status: 400,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  'a document that cannot be read, as JSON': { body: { query: '{ hello' }, status: 200, code: 'GRAPHQL_PARSE_FAILED' },
  'a document that does not fit': {
    body: { query: '{ helo }' },
    headers: GRAPHQL,
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a wrong enum value': {
    body: { query: COERCION, variables: { like: 'BLUE' } },
    headers: GRAPHQL,
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  'a wrong enum value, as JSON': {
    body: { query: COERCION, variables: { like: 'BLUE' } },
    status: 200,
    code: 'BAD_USER_INPUT',
  },
  'a wrong scalar value': {
    body: { query: 'query ($first: Int!) { items(first: $first) { id } }', variables: { first: '1' } },
    headers: GRAPHQL,
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  'an error beside data': { body: { query: '{ version fails }' }, headers: GRAPHQL, status: 200 },
  'an error at the root': { body: { query: '{ failsWhole }' }, headers: GRAPHQL, status: 200 },
  'unknown extensions': { body: { query: '{ version }', extensions: { some: { thing: 1 } } }, status: 200 },
  'nulls for what may be absent': {
    body: { query: '{ version }', variables: null, operationName: null, extensions: null },
    status: 200,
  },
  'names of the prototype': {
    body: '{"query":"{ __proto__: version constructor: version }","variables":{"__proto__":{"a":1}},"extensions":{"__proto__":{}},"__proto__":{"query":"{ hello }"}}',
    status: 200,
    text: '{"data":{"__proto__":"one","constructor":"one"}}',
  },
  'a hash with its document': {
    body: { query: '{ version }', extensions: { persistedQuery: { version: 1, sha256Hash: sha256('{ version }') } } },
    status: 200,
  },
  'a hash that nobody registered': {
    body: { extensions: { persistedQuery: { version: 1, sha256Hash: sha256('{ unknown }') } } },
    headers: GRAPHQL,
    status: 200,
    code: 'PERSISTED_QUERY_NOT_FOUND',
  },
  'a hash of something else': {
    body: { query: '{ version }', extensions: { persistedQuery: { version: 1, sha256Hash: sha256('{ hello }') } } },
    status: 400,
    code: 'BAD_REQUEST',
  },
  'a hash of another version': {
    body: { query: '{ version }', extensions: { persistedQuery: { version: 2, sha256Hash: 'abc' } } },
    status: 400,
    code: 'BAD_REQUEST',
  },
  introspection: { body: { query: '{ __schema { queryType { name } } }' }, status: 200 },
};
