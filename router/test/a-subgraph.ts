import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  SHARED_SCHEMA,
  type OpenSubgraph,
  type ResolveReferences,
  type SubgraphRequest,
} from '@stoa/subgraph-kit';
import { execute, parse, type ExecutionResult } from 'graphql';

export interface FixtureContext {
  readonly request: SubgraphRequest;
}

export interface Fixture extends Pick<OpenSubgraph, 'name' | 'handle' | 'http' | 'check'> {
  readonly typeDefs: string;
  /** Every GraphQL request it was sent. */
  readonly requests: SubgraphRequest[];
}

/** A small subgraph on the kit's own schema builder, with the kit's contract: it never rejects, and masks by code. */
export const aSubgraph = (options: {
  name: string;
  sdl: string;
  resolvers: Record<string, unknown>;
  references?: Record<string, ResolveReferences<FixtureContext>>;
  http?: OpenSubgraph['http'];
}): Fixture => {
  const typeDefs = `${readFileSync(SHARED_SCHEMA, 'utf8')}\n${options.sdl}`;
  const schema = buildSchema({ typeDefs, resolvers: options.resolvers, references: options.references ?? {} });
  const requests: SubgraphRequest[] = [];
  return {
    name: options.name,
    typeDefs,
    requests,
    handle: async (request) => {
      requests.push(request);
      const answer = (await execute({
        schema,
        document: parse(request.query),
        variableValues: request.variables ?? {},
        operationName: request.operationName,
        contextValue: { request, caller: request.caller },
      })) as ExecutionResult<Record<string, unknown>>;
      return {
        ...(answer.data !== undefined && { data: answer.data }),
        ...(answer.errors && { errors: answer.errors.map((error) => error.toJSON()) }),
      };
    },
    http: options.http ?? (() => Promise.resolve(undefined)),
    check: () => Promise.resolve(),
  };
};

export const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
