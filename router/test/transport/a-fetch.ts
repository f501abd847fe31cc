import { expect } from '@jest/globals';
import { createLog } from '@stoa/platform';
import type { EngineRequest } from '../../src/engine/engine.ts';
import { leavingOf } from '../../src/engine/leaving.ts';
import type { FetchText, SubgraphFetch } from '../../src/transport/subgraph-transport.ts';

export const silent = createLog({ level: 'silent' });
export const KEY = 'the key that things shares with the router';
export const somebody = { key: 'somebody', subject: 'somebody', isAuthenticated: true, scopes: [], policies: [] };

const texts = new Map<string, FetchText>();

/** The same object for the same text, as plans have it. */
export const aText = (text = '{ a }', kind: FetchText['kind'] = 'query'): FetchText => {
  const known = texts.get(kind + text) ?? { subgraph: 'things', kind, text, json: JSON.stringify(text) };
  texts.set(kind + text, known);
  return known;
};

/** A request whose client leaves with a signal, when one is given. */
export type RequestOverrides = Partial<EngineRequest> & { readonly signal?: AbortSignal | undefined };

export const aRequest = ({ signal, ...overrides }: RequestOverrides = {}): EngineRequest => ({
  identity: somebody,
  caller: {},
  requestId: 'request-1',
  deadline: new Date(Date.now() + 5_000),
  leaving: signal && leavingOf(signal),
  ...overrides,
});

export const aFetch = ({ request, ...overrides }: AFetch = {}): SubgraphFetch => ({
  query: aText(),
  variables: undefined,
  representations: [],
  request: aRequest(request),
  ...overrides,
});

export type AFetch = Partial<Omit<SubgraphFetch, 'request'>> & { readonly request?: RequestOverrides };

export const inMs = (ms: number) => new Date(Date.now() + ms);

/** The answer of a fetch that failed. */
export const failure = (code: string, requestId = 'request-1') => ({
  errors: [{ message: expect.any(String) as unknown, extensions: { code, requestId } }],
});
