// One schema without federation over a fixture's objects: `monolith-server.ts PORT FIXTURE graphql-js|graphql-jit`.
import { fixtureNamed } from '../fixtures/fixtures.ts';
import { monolithSchema } from '../fixtures/monolith-schema.ts';
import { jsonServer } from '../subgraphs/json-server.ts';
import { rememberedOperations, type Engine } from '../subgraphs/remembered-operations.ts';

const [port, fixture = '', engine] = process.argv.slice(2);
const run = rememberedOperations(monolithSchema(fixtureNamed(fixture)), engine as Engine);
jsonServer((_, { query, variables }) => run(query, variables ?? {})).listen(Number(port), '127.0.0.1');
