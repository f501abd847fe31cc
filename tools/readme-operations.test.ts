import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, validate } from 'graphql';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

const graph = Supergraph.build(read('schema/supergraph.graphql'), {
  supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
})
  .apiSchema()
  .toGraphQLJSSchema();

const operations = [...read('README.md').matchAll(/^```graphql\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);

test('every operation that the README shows fits the graph', () => {
  expect(operations.length).toBeGreaterThan(5);
  expect(operations.flatMap((text) => validate(graph, parse(text)).map(({ message }) => message))).toEqual([]);
});
