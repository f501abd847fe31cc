import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '@stoa/platform';
import { parse, validate } from 'graphql';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine, Operation } from '../../src/engine/engine.ts';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import type { Planner } from '../../src/plan/planner.ts';
import type { SubgraphTransport } from '../../src/transport/subgraph-transport.ts';
import { NOBODY } from './an-engine.ts';

const SCHEMA = path.join(import.meta.dirname, '../../../schema');
const files = globSync('operations/*/*.graphql', { cwd: SCHEMA }).toSorted();

const unreachable: SubgraphTransport = {
  takes: 'texts',
  fetch: () => Promise.resolve({ errors: [{ message: 'down', extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }] }),
  http: () => Promise.resolve(undefined),
};

describe('every operation of the registry', () => {
  const supergraphSdl = readFileSync(path.join(SCHEMA, 'supergraph.graphql'), 'utf8');
  let engine: Engine;
  let left: string[];

  const start = (planner: Planner) => {
    left = [];
    const log = { ...createLog({ level: 'silent' }), warn: (_: unknown, text: string) => left.push(text) };
    const subgraphs = Object.fromEntries(planner.supergraph.subgraphs.map(({ name }) => [name, unreachable]));
    engine = createEngine({ supergraphSdl, planner, log: log as never, subgraphs });
  };
  const learned = (file: string): Operation => {
    const query = readFileSync(path.join(SCHEMA, file), 'utf8');
    const document = parse(query);
    expect(validate(engine.apiSchema, document)).toEqual([]);
    return engine.learn(document, query, undefined)!;
  };

  beforeAll(() => start(inlinePlanner({ supergraphSdl })));

  test('is there', () => expect(files.length).toBeGreaterThan(10));

  test.each(files)('%s is carried out by the compiled executor, whatever the rights', async (file) => {
    const operation = learned(file);
    await engine.warm(operation);
    await engine.warm(operation, NOBODY);
    await engine.warm(operation, { ...NOBODY, key: 'ann', subject: 'ann', isAuthenticated: true });
    expect(left).toEqual([]);
  });

  test('is seen when it is not', async () => {
    const planner = inlinePlanner({ supergraphSdl });
    start({ ...planner, plan: () => Promise.resolve({ kind: 'QueryPlan', node: { kind: 'Novelty' } as never }) });
    await engine.warm(learned(files[0]!));
    expect(left).toEqual(['operation left to stock execution']);
  });
});
