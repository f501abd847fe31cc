import { expect, test } from '@jest/globals';
import { aProjector } from './a-projector.ts';
import { aRandomGraph } from './a-random-graph.ts';
import { aRandomOperation, BOOLEANS } from './a-random-operation.ts';
import { fetchedWhileExecuting } from './fetched-while-executing.ts';
import { randomFrom } from '../../conformance/generate/random.ts';

const SCHEMAS = 40;
const OPERATIONS_PER_SCHEMA = 50;

test('writes what graphql-js answers, key by key in the same order, for random schemas, operations and data', () => {
  const first = Math.floor(Math.random() * 1_000_000_000);
  for (let seed = first; seed < first + SCHEMAS; seed += 1) {
    const random = randomFrom(seed);
    const graph = aRandomGraph(random);
    for (let at = 0; at < OPERATIONS_PER_SCHEMA; at += 1) {
      const query = aRandomOperation(graph, random);
      const booleans = Object.fromEntries(BOOLEANS.map((name) => [name, random.chance(0.5)]));
      const { fetched, text } = fetchedWhileExecuting({ schema: graph.schema, query, variables: booleans }, random);
      const projected = aProjector({ schema: graph.schema, query, booleans })(fetched) ?? 'null';
      if (projected !== text)
        expect({ seed, at, query, booleans, projected }).toEqual({ seed, at, query, booleans, projected: text });
    }
  }
});
