import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../src/configuration/command-line.ts';

test('a command line says what is served, where, and where the subgraphs are', () => {
  const line =
    '--supergraph s.graphql --port 0 --host ::1 --config c.yaml --watch --subgraph a=http://a/x?y=z --subgraph b=https://b';
  expect(readCommandLine(line.split(' '))).toEqual({
    ok: true,
    value: {
      wantsHelp: false,
      supergraph: 's.graphql',
      config: 'c.yaml',
      port: 0,
      host: '::1',
      watch: true,
      subgraphs: new Map([
        ['a', 'http://a/x?y=z'],
        ['b', 'https://b'],
      ]),
    },
  });
});

test('an empty one leaves everything to the environment', () => {
  expect(readCommandLine([])).toMatchObject({ ok: true, value: { watch: false, subgraphs: new Map() } });
});

test.each(['--help', '-h'])('%s asks for help', (flag) => {
  expect(readCommandLine([flag])).toMatchObject({ ok: true, value: { wantsHelp: true } });
});

describe('each fault is one line', () => {
  test.each([
    ['an unknown flag', ['--supergrahp', 'x'], "Unknown option '--supergrahp'"],
    ['a flag without its value', ['--port'], "Option '--port <value>' argument missing"],
    ['an empty value', ['--supergraph', ''], '--supergraph is empty'],
    ['something that is no flag', ['x.graphql'], "Unexpected argument 'x.graphql'"],
    ['a port that is none', ['--port', 'http'], '--port: http is not a port'],
    ['a port that is too high', ['--port', '65536'], '--port: 65536 is not a port'],
    ['a subgraph without an address', ['--subgraph', 'a'], '--subgraph: a is not name=url'],
    ['an address without a subgraph', ['--subgraph', '=http://a'], '--subgraph: =http://a is not name=url'],
    ['a wrong address', ['--subgraph', 'a=ftp://a'], '--subgraph: ftp://a of a is not an http or https address'],
    ['no address', ['--subgraph', 'a=localhost'], '--subgraph: localhost of a is not an http or https address'],
  ])('%s', (_, args, line) => {
    expect(readCommandLine(args)).toEqual({ ok: false, failure: [line] });
  });
});
