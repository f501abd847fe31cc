import { isUtf8 } from 'node:buffer';
import { badRequest, Refusal } from '../refusal.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a client asks, read and checked. https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters */
export interface GraphqlParameters {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Members | undefined;
  readonly extensions: Members | undefined;
  /** Stands for a document: https://github.com/graphql/graphql-over-http/blob/persisted-documents/spec/Appendix%20A%20--%20Persisted%20Documents.md */
  readonly documentId: string | undefined;
  /** `extensions.persistedQuery.sha256Hash`: stands for a document as Apollo's clients say it. */
  readonly hash: string | undefined;
}

/** Reads the body of a POST. @throws Refusal: 400 for what is no GraphQL request */
export const parametersOfBody = (body: Buffer): GraphqlParameters => {
  if (body.length === 0) throw badRequest('The body is empty.');
  if (!isUtf8(body)) throw badRequest('The body is not UTF-8.');
  return checked(parsed(body.toString('utf8'), 'The body'));
};

/** Reads the search of a GET. @throws Refusal: 400 for what is no GraphQL request */
export const parametersOfSearch = (search: URLSearchParams): GraphqlParameters => {
  const given = Object.fromEntries(
    NAMES.flatMap((name) => {
      const values = search.getAll(name);
      if (values.length > 1) throw badRequest(`${name} may be given once.`);
      const [value] = values;
      if (value === undefined) return [];
      return [[name, name === 'variables' || name === 'extensions' ? parsed(value, name) : value] as const];
    }),
  );
  return checked(given);
};

/** Checks what has been read already. @throws Refusal: 400 for what is no GraphQL request */
export const parametersOfObject = (given: unknown): GraphqlParameters => checked(given);

const NAMES = ['query', 'operationName', 'variables', 'extensions', 'documentId'] as const;

function parsed(json: string, what: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw badRequest(`${what} is not JSON.`);
  }
}

function checked(given: unknown): GraphqlParameters {
  if (Array.isArray(given)) throw noBatches();
  if (typeof given !== 'object' || given === null) throw badRequest('A GraphQL request is a JSON object.');
  const members = given as Members;
  const query = text(members, 'query');
  const documentId = text(members, 'documentId');
  const extensions = object(members, 'extensions');
  const hash = extensions === undefined ? undefined : hashOf(extensions);
  if (!query && documentId === undefined && hash === undefined)
    throw badRequest('A GraphQL request has a query, or names a persisted one.');
  return {
    query: query === '' ? undefined : query,
    operationName: text(members, 'operationName'),
    variables: object(members, 'variables'),
    extensions,
    documentId,
    hash,
  };
}

function text(members: Members, name: string): string | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`${name} is a string.`);
  return value;
}

function object(members: Members, name: string): Members | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw badRequest(`${name} is an object.`);
  return value as Members;
}

function hashOf(extensions: Members): string | undefined {
  const persisted = object(extensions, 'persistedQuery');
  if (persisted === undefined) return undefined;
  const hash = persisted['sha256Hash'];
  if (persisted['version'] !== 1 || typeof hash !== 'string' || hash === '')
    throw badRequest('persistedQuery has version 1 and a sha256Hash.');
  return hash;
}

const noBatches = () =>
  new Refusal({ status: 400, code: 'BATCHING_NOT_ENABLED', message: 'One request holds one operation.' });
