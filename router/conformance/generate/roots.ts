import { namedType, type Place } from './model.ts';
import { compositeName, leafType, someArguments, wrapped, type Draft } from './types.ts';

/** Query and mutation fields: something in every subgraph, some of it in two. */
export const addRoots = (draft: Draft): void => {
  const { random, model } = draft;
  for (const subgraph of model.subgraphs) {
    for (let more = 2 + random.below(2); more > 0; more--) addRoot(draft, 'query', subgraph);
    if (random.chance(0.6)) for (let more = 1 + random.below(2); more > 0; more--) addRoot(draft, 'mutation', subgraph);
  }
};

function addRoot(draft: Draft, root: 'query' | 'mutation', subgraph: string): void {
  const { random, model } = draft;
  const composite = random.chance(0.85) ? compositeName(draft, subgraph) : undefined;
  const type = composite === undefined ? leafType(draft) : wrapped(draft, composite);
  const places = new Map<string, Place>([[subgraph, {}]]);
  const isEntity = composite !== undefined && model.objects.get(composite)?.isEntity;
  const others = model.subgraphs.filter(
    (other) => other !== subgraph && isEntity && model.objects.get(composite)?.keys.has(other),
  );
  if (root === 'query' && others.length > 0 && random.chance(0.2))
    places.set(subgraph, { isShareable: true }).set(random.pick(others), { isShareable: true });
  const name = `${root === 'query' ? 'get' : 'do'}${namedType(type)}${draft.count()}`;
  model[root].set(name, { name, type, args: someArguments(draft, 0.4), places, isKey: false, isKeyLeaf: false });
}
