import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfigurationFile } from '../../src/configuration/read-configuration.ts';
import { aFile, fileNamed } from './a-directory.ts';

const read = (text: string) => readConfigurationFile(aFile('router.yaml', text));

test('a configuration says as much as it likes', () => {
  const file = aFile(
    'full.yaml',
    `
subgraphs:
  products: { url: "http://products:4001/graphql", timeoutMs: 2000, connections: 128 }
limits: { depth: 20, timeoutMs: 5000 }
cors: { origins: ["https://shop.example.com"] }
persistedOperations: { manifest: operations/manifest.json }
introspection: false
errors: { pass: all }
planner: { paths: 100 }
`,
  );
  expect(readConfigurationFile(file)).toEqual({
    ok: true,
    value: {
      subgraphs: { products: { url: 'http://products:4001/graphql', timeoutMs: 2_000, connections: 128 } },
      limits: { depth: 20, timeoutMs: 5_000 },
      cors: { origins: ['https://shop.example.com'] },
      persistedOperations: { manifest: path.join(path.dirname(file), 'operations/manifest.json'), mode: 'prefer' },
      introspection: false,
      errors: { pass: 'all' },
      planner: { paths: 100 },
    },
  });
});

test.each(['', '# nothing yet\n', '{}'])('an empty one leaves everything to the defaults: %j', (text) => {
  expect(read(text)).toEqual({ ok: true, value: { subgraphs: {} } });
});

test('JSON is YAML', () => {
  expect(read('{"cors":{"origins":"*"}}')).toMatchObject({ ok: true, value: { cors: { origins: '*' } } });
});

describe('each fault is one line with its place', () => {
  test.each([
    ['an unknown key', 'limit: {}', 'limit is not known'],
    ['an unknown key deep inside', 'limits: { dpeth: 3 }', 'limits.dpeth is not known'],
    ['a wrong type', 'limits: { depth: deep }', 'limits.depth: not a whole number'],
    ['a number that is not above zero', 'limits: { depth: 0 }', 'limits.depth: not above zero'],
    ['a text for a switch', 'introspection: "no"', 'introspection: Invalid input: expected boolean, received string'],
    ['a wrong address', 'subgraphs: { a: { url: a } }', 'subgraphs.a.url: not an http or https address'],
    ['origins that are neither', 'cors: { origins: 3 }', 'cors.origins: * or a list of origins'],
    ['a list', '[1]', 'the whole: Invalid input: expected object, received array'],
    ['a text', 'nonsense', 'the whole: Invalid input: expected object, received string'],
    ['a prototype', '__proto__: { introspection: true }', '__proto__ is not known'],
  ])('%s', (_, text, line) => {
    expect(read(text)).toEqual({ ok: false, failure: [`${fileNamed('router.yaml')}: ${line}`] });
  });

  test('all faults are said at once', () => {
    expect(read('limits: { depth: 0, aliases: x }\nmetric: true')).toMatchObject({ failure: { length: 3 } });
  });

  test.each([
    ['an open bracket', 'limits: { depth: 3'],
    ['a key twice', 'metrics: true\nmetrics: false'],
    ['names that stand for more and more of themselves', aliases()],
  ])('text that is no YAML: %s', (_, text) => {
    expect(read(text)).toEqual({
      ok: false,
      failure: [expect.stringMatching(/^\S+router\.yaml: not YAML: [^\n]+$/)],
    });
  });

  test('a file that is not there', () => {
    expect(readConfigurationFile('none.yaml')).toEqual({ ok: false, failure: ['--config: there is no none.yaml'] });
  });

  test('a folder', () => {
    expect(readConfigurationFile('/')).toEqual({ ok: false, failure: ['--config: / cannot be read (EISDIR)'] });
  });
});

function aliases(): string {
  const levels = 'bcdefghi'.split('').map((name, at) => {
    const before = 'abcdefgh'[at];
    return `${name}: &${name} [${`*${before},`.repeat(9)}*${before}]`;
  });
  return ['a: &a [x]', ...levels].join('\n');
}
