// The subgraphs of all fixtures over HTTP: `subgraph-server.ts PORT`, each at POST /<fixture>/<subgraph>.
import { fixtureNamed } from '../fixtures/fixtures.ts';
import { subgraphSchema } from '../fixtures/subgraph-schema.ts';
import { jsonServer } from '../subgraphs/json-server.ts';
import { rememberedOperations } from '../subgraphs/remembered-operations.ts';

const fixtures = new Map<string, ReturnType<typeof fixtureNamed>>();
const subgraphs = new Map<string, ReturnType<typeof rememberedOperations>>();

jsonServer((url, { query, variables }) => {
  let subgraph = subgraphs.get(url);
  if (!subgraph) subgraphs.set(url, (subgraph = open(url)));
  return subgraph(query, variables ?? {});
}).listen(Number(process.argv[2]), '127.0.0.1');

function open(url: string) {
  const [, fixtureName = '', subgraph = ''] = url.split('/');
  const fixture = fixtures.get(fixtureName) ?? fixtureNamed(fixtureName);
  fixtures.set(fixtureName, fixture);
  return rememberedOperations(subgraphSchema(fixture, subgraph), 'graphql-jit');
}
