import { expect } from '@jest/globals';
import { createLog } from '@stoa/platform';
import type { EngineRequest } from '../../src/engine/engine.ts';
import type { FetchText, SubgraphFetch } from '../../src/transport/subgraph-transport.ts';

export const silent = createLog({ level: 'silent' });
export const KEY = 'the key that things shares with the router';
export const somebody = { key: 'somebody', isAuthenticated: true, scopes: [], policies: [] };

export const aText = (text = '{ a }', kind: FetchText['kind'] = 'query'): FetchText => ({
  subgraph: 'things',
  kind,
  text,
  json: JSON.stringify(text),
});

export const aRequest = (overrides: Partial<EngineRequest> = {}): EngineRequest => ({
  identity: somebody,
  caller: {},
  requestId: 'request-1',
  deadline: new Date(Date.now() + 5_000),
  ...overrides,
});

export const aFetch = ({ request, ...overrides }: AFetch = {}): SubgraphFetch => ({
  query: aText(),
  variables: undefined,
  representations: [],
  request: aRequest(request),
  ...overrides,
});

export type AFetch = Partial<Omit<SubgraphFetch, 'request'>> & { readonly request?: Partial<EngineRequest> };

export const inMs = (ms: number) => new Date(Date.now() + ms);

/** The answer of a fetch that failed. */
export const failure = (code: string, requestId = 'request-1') => ({
  errors: [{ message: expect.any(String) as unknown, extensions: { code, requestId } }],
});
