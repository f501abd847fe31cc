import type { SubgraphHandler } from '@stoa/subgraph-kit';
import { executor } from '@stoa/subgraph-kit';
import type { Fixture } from '../fixtures/fixture.ts';
import { subgraphSchema } from '../fixtures/subgraph-schema.ts';

/** A subgraph of a fixture as a call, run by what runs Stoa's own: an operation is parsed, validated and compiled once. */
export const subgraphHandler = (fixture: Fixture, subgraph: string): SubgraphHandler => {
  const { run } = executor(subgraphSchema(fixture, subgraph));
  return async ({ query, variables, operationName, caller }) => {
    const { data, errors } = await run(query, { variables, operationName, context: { caller } });
    return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
  };
};
