import { describe, expect, test } from '@jest/globals';
import type { CommandLine } from '../../src/configuration/command-line.ts';
import { processOptions } from '../../src/configuration/process-options.ts';
import { aFile, aSupergraph, fileNamed } from './a-directory.ts';

const KEY = 'k'.repeat(32);
const aLine = (overrides: Partial<CommandLine> = {}): CommandLine => ({
  wantsHelp: false,
  watch: false,
  subgraphs: new Map(),
  supergraph: aFile('supergraph.graphql', aSupergraph()),
  ...overrides,
});
const addressFor = (line: Partial<CommandLine>, environment = {}) => {
  const read = processOptions(aLine(line), environment);
  return read.ok ? read.value.addresses.get('my-things') : read.failure;
};

describe('where a subgraph is', () => {
  const flags = { subgraphs: new Map([['my-things', 'http://flag']]) };
  const config = () => ({
    config: aFile('c.yaml', 'subgraphs: { my-things: { url: "http://config", timeoutMs: 5 } }'),
  });
  const environment = { MY_THINGS_URL: 'http://environment', MY_THINGS_ROUTER_KEY: KEY };

  test("is the command line's word before all", () => {
    expect(addressFor({ ...flags, ...config() }, environment)).toEqual({ url: 'http://flag', timeoutMs: 5, key: KEY });
  });
  test("else the configuration's", () => {
    expect(addressFor(config(), environment)).toEqual({ url: 'http://config', timeoutMs: 5, key: KEY });
  });
  test("else the environment's", () => {
    expect(addressFor({}, environment)).toEqual({ url: 'http://environment', key: KEY });
  });
  test("else the supergraph's, and without a key it is not one of Stoa's", () => {
    expect(addressFor({})).toEqual({ url: 'http://things', key: undefined });
  });
  test.each([
    ['', 'my-things has no address: say --subgraph my-things=url'],
    ['things', 'my-things is at things, which is not an http or https address: say --subgraph my-things=url'],
  ])('is asked for when the supergraph says "%s"', (url, line) => {
    const supergraph = aFile('nowhere.graphql', aSupergraph({ 'my-things': url }));
    expect(addressFor({ supergraph })).toEqual({ faults: [line], exitCode: 1 });
  });
});

describe('what cannot be is said in one line', () => {
  test.each<[string, Partial<CommandLine>, Record<string, string>, 1 | 2, string]>([
    ['no supergraph', { supergraph: 'none.graphql' }, {}, 1, '--supergraph: there is no none.graphql'],
    [
      'no supergraph in the environment',
      { supergraph: undefined },
      { SUPERGRAPH_FILE: 'none.graphql' },
      1,
      'SUPERGRAPH_FILE: there is no none.graphql',
    ],
    [
      'a subgraph that is none, on the command line',
      { subgraphs: new Map([['users', 'http://u']]) },
      {},
      2,
      '--subgraph: the supergraph has no subgraph users',
    ],
    [
      'a short key',
      {},
      { MY_THINGS_ROUTER_KEY: 'short' },
      1,
      'MY_THINGS_ROUTER_KEY is not valid: a secret of at least 32 characters',
    ],
    ['a wrong port', {}, { PORT: 'http' }, 1, 'PORT is not valid: a port'],
  ])('%s', (_, line, environment, exitCode, fault) => {
    expect(processOptions(aLine(line), environment)).toEqual({ ok: false, failure: { faults: [fault], exitCode } });
  });

  test('a subgraph that is none, in the configuration', () => {
    const config = aFile('c.yaml', 'subgraphs: { users: { url: "http://u" } }');
    expect(processOptions(aLine({ config }), {})).toMatchObject({
      failure: { faults: [`${config}: the supergraph has no subgraph users`], exitCode: 1 },
    });
  });

  test.each([
    ['an empty file', '', /is no supergraph: [^\n]+$/],
    ['no GraphQL', '{"a":', /is no supergraph: Syntax Error[^\n]+$/],
    ['a schema of one service', 'type Query { a: Int }', /is no supergraph: [^\n]+$/],
  ])('%s for a supergraph', (_, text, fault) => {
    const supergraph = aFile('wrong.graphql', text);
    expect(processOptions(aLine({ supergraph }), {})).toEqual({
      ok: false,
      failure: { faults: [expect.stringMatching(fault)], exitCode: 1 },
    });
  });

  test('a folder for a supergraph', () => {
    expect(processOptions(aLine({ supergraph: '/' }), {})).toMatchObject({ failure: { faults: { length: 1 } } });
  });

  test.each([
    ['that is not there', 'none.json', /^persistedOperations.manifest: there is no \S+none.json$/],
    ['that is none', 'bad.json', /bad.json: Manifest of persisted operations: it is not JSON/],
  ])('a manifest %s', (_, name, fault) => {
    aFile('bad.json', '{');
    const config = aFile('c.yaml', `persistedOperations: { manifest: ${name} }`);
    expect(processOptions(aLine({ config }), {})).toMatchObject({
      failure: { faults: [expect.stringMatching(fault)], exitCode: 1 },
    });
  });

  test('everything that can be found at once', () => {
    const config = aFile('c.yaml', 'limit: 3');
    expect(processOptions(aLine({ config, supergraph: fileNamed('none') }), { PORT: 'x' })).toMatchObject({
      failure: { faults: { length: 3 } },
    });
  });
});

test.each([
  [{ port: 1 }, { ROUTER_PORT: '2', PORT: '3' }, 1],
  [{}, { ROUTER_PORT: '2', PORT: '3' }, 2],
  [{}, { PORT: '3' }, 3],
  [{}, {}, 4_000],
])('the port of %j and %j is %i', (line, environment, port) => {
  expect(processOptions(aLine(line), environment)).toMatchObject({ ok: true, value: { port } });
});
