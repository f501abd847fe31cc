import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { generateModel } from './generate/generate-model.ts';
import type { Model } from './generate/model.ts';
import { printSubgraph } from './generate/print-subgraph.ts';
import { randomFrom } from './generate/random.ts';
import { startStock, type StockRouter } from './stock.ts';
import { startUnderTest, type UnderTest } from './under-test.ts';
import { createSubgraph } from './world/subgraphs.ts';
import { createWorld, type World } from './world/world.ts';

/** A generated graph with both routers on top of it. */
export interface Graph {
  readonly model: Model;
  readonly world: World;
  readonly sdl: string;
  readonly stock: StockRouter;
  readonly underTest: UnderTest;
}

/** Undefined when the graph of this seed does not compose. */
export const startGraph = async (seed: number): Promise<Graph | undefined> => {
  const model = generateModel(randomFrom(seed));
  const services = model.subgraphs.map((name) => ({ name, url: `http://${name}`, sdl: printSubgraph(model, name) }));
  const composed = composeServices(services.map(({ sdl, ...service }) => ({ ...service, typeDefs: parse(sdl) })));
  if (composed.errors) return undefined;
  const { supergraphSdl } = composed;
  const world = createWorld(model, `${seed}`);
  const subgraphs = Object.fromEntries(model.subgraphs.map((name) => [name, createSubgraph(world, name)]));
  const underTest = startUnderTest({ supergraphSdl, subgraphs });
  const stock = await startStock({ supergraphSdl, subgraphs, planOf: underTest.planOf });
  return { model, world, sdl: services.map(({ name, sdl }) => `# ${name}\n${sdl}`).join('\n\n'), stock, underTest };
};
