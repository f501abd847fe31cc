import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';

const directory = mkdtempSync(path.join(tmpdir(), 'router-'));
afterAll(() => rmSync(directory, { recursive: true }));

export const fileNamed = (name: string): string => path.join(directory, name);

/** Writes a file that is gone after the tests; its name. */
export const aFile = (name: string, text: string): string => {
  writeFileSync(fileNamed(name), text);
  return fileNamed(name);
};

export const aSupergraph = (subgraphs: Readonly<Record<string, string>> = { 'my-things': 'http://things' }): string => {
  const graphs = Object.entries(subgraphs).map(
    ([name, url]) => `${nameOf(name)} @join__graph(name: ${JSON.stringify(name)}, url: ${JSON.stringify(url)})`,
  );
  const types = Object.keys(subgraphs).map((name) => `@join__type(graph: ${nameOf(name)})`);
  return `
    schema
      @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query }
    directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
    directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
    directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
    scalar join__FieldSet
    scalar link__Import
    enum join__Graph { ${graphs.join('\n')} }
    enum link__Purpose { SECURITY EXECUTION }
    type Query ${types.join(' ')} { hello: String }`;
};

const nameOf = (name: string) => name.toUpperCase().replaceAll('-', '_');
