import type { RandomGraph } from './a-random-graph.ts';
import type { Random } from '../../conformance/generate/random.ts';

export const BOOLEANS = ['x', 'y', 'z'];

/** A query with aliases, fragments in fragments, repeated response names, `__typename` and conditions wherever they may be. */
export const aRandomOperation = (graph: RandomGraph, random: Random): string => {
  const fragments: string[] = [];
  const names: string[] = [];

  const condition = (): string =>
    random.chance(0.15)
      ? ` @${random.pick(['skip', 'include'])}(if: ${random.pick([...BOOLEANS.map((name) => `$${name}`), 'true', 'false'])})`
      : '';
  const fieldsSelected = (type: string, depth: number): string => {
    const fields = graph.fieldsOf.get(type) ?? [];
    if (fields.length === 0 || random.chance(0.15)) return `${random.pick(['', 'kind: '])}__typename${condition()}`;
    const { name, named } = random.pick(fields);
    const leaf = !graph.composites.includes(named);
    if (!leaf && depth === 0) return `__typename${condition()}`;
    const alias = random.chance(0.3) ? `${name}_other: ` : '';
    return `${alias}${name}${condition()}${leaf ? '' : ` ${selectionSet(named, depth - 1)}`}`;
  };
  const inline = (type: string, depth: number): string => {
    const on = random.chance(0.2) ? undefined : random.pick([type, ...graph.composites]);
    return `...${on === undefined ? '' : ` on ${on}`}${condition()} ${selectionSet(on ?? type, depth)}`;
  };
  const spread = (type: string, depth: number): string => {
    if (names.length > 0 && random.chance(0.4)) return `...${random.pick(names)}${condition()}`;
    const on = random.pick([type, ...graph.composites]);
    const definition = selectionSet(on, depth);
    const name = `F${names.length}`;
    names.push(name);
    fragments.push(`fragment ${name} on ${on} ${definition}`);
    return `...${name}${condition()}`;
  };
  const selection = (type: string, depth: number): string => {
    if (depth === 0 || random.chance(0.65)) return fieldsSelected(type, depth);
    return random.chance(0.5) ? inline(type, depth - 1) : spread(type, depth - 1);
  };
  const selectionSet = (type: string, depth: number): string =>
    `{ ${Array.from({ length: 1 + random.below(4) }, () => selection(type, depth)).join(' ')} }`;

  const root = Array.from({ length: 3 }, () => selection('Query', 4)).join(' ');
  const variables = BOOLEANS.map((name) => `$${name}: Boolean!`).join(', ');
  return [`query (${variables}) { ${root} }`, ...fragments].join('\n');
};
