import { expect, test } from '@jest/globals';
import { ApolloGateway } from '@apollo/gateway';
import { StoaGateway } from '../src/engine/stoa-gateway.ts';
import { aGraph } from './a-graph.ts';

const { supergraphSdl } = aGraph();
const buildService = () => ({ process: () => Promise.resolve({ data: null }) });

test('stock refuses a supergraph with @authenticated, which is why we override', async () => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  await expect(new ApolloGateway({ supergraphSdl, buildService }).load()).rejects.toThrow(/authenticated/);
});

test('the private members that we override and call are where they were', async () => {
  const seen: string[] = [];
  class Watched extends StoaGateway {
    override createServices(services: readonly { name: string; url?: string }[]): void {
      super.createServices([...services] as never);
      seen.push(...[...services].map(({ name }) => name));
    }
  }
  const gateway = new Watched({ supergraphSdl, buildService });
  const { executor } = await gateway.load();

  expect(seen).toEqual(['payments', 'products', 'users']);
  expect(executor).toBe(gateway.executor);
  expect(gateway.schema?.getQueryType()?.getFields()).toHaveProperty('me');
  expect(gateway.schema?.getQueryType()?.getFields()).not.toHaveProperty('_entities');
  expect(Object.keys((gateway as unknown as { serviceMap: object }).serviceMap)).toEqual([
    'payments',
    'products',
    'users',
  ]);
  await gateway.stop();
});

test('a supergraph that cannot be read is refused', async () => {
  await expect(new StoaGateway({ supergraphSdl: 'type Query { a: Int }', buildService }).load()).rejects.toThrow();
});
