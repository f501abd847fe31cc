import { buildSchema, type GraphQLSchema } from 'graphql';
import type { Random } from '../../conformance/generate/random.ts';

export interface RandomGraph {
  readonly schema: GraphQLSchema;
  readonly fieldsOf: ReadonlyMap<string, readonly RandomField[]>;
  /** Objects, interfaces and unions that may follow each other as type conditions. */
  readonly composites: readonly string[];
}

interface RandomField {
  readonly name: string;
  readonly named: string;
  readonly type: string;
}

const LEAVES = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Color', 'Anything'];
const OBJECTS = ['Query', 'A', 'B', 'C', 'D'];
const INTERFACES = ['I', 'J'];

/** A schema whose objects, interfaces and a union refer to each other at random, nullable or not, in lists or not. */
export const aRandomGraph = (random: Random): RandomGraph => {
  const composites = [...OBJECTS.slice(1), ...INTERFACES, 'U'];
  const wrapped = (named: string): string =>
    random.pick(['%', '%', '%', '%!', '[%]', '[%!]', '[%!]!', '[[%]!]']).replace('%', named);
  const fields = (prefix: string): RandomField[] =>
    Array.from({ length: 5 }, (_, at) => {
      const named = at < 2 ? random.pick(LEAVES) : random.pick([...composites, random.pick(LEAVES)]);
      return { name: `${prefix}${at}`, named, type: wrapped(named) };
    });
  const ofInterface = new Map(INTERFACES.map((name) => [name, fields(name.toLowerCase())]));
  const fieldsOf = new Map<string, RandomField[]>(ofInterface);
  const definitions = OBJECTS.map((name) => {
    const implemented = name === 'Query' ? [] : INTERFACES.filter(() => random.chance(0.6));
    const all = [...implemented.flatMap((one) => ofInterface.get(one) ?? []), ...fields(name.toLowerCase())];
    fieldsOf.set(name, all);
    return `type ${name}${implemented.length > 0 ? ` implements ${implemented.join(' & ')}` : ''} { ${sdl(all)} }`;
  });
  const interfaces = [...ofInterface].map(([name, all]) => `interface ${name} { ${sdl(all)} }`);
  // Every interface has an implementation, so that an object of it exists.
  definitions.push(
    `type Every implements I & J { ${sdl([...ofInterface.values()].flat())} }`,
    'union U = A | B | Every',
    'enum Color { RED GREEN BLUE }',
    'scalar Anything',
  );
  return { schema: buildSchema([...definitions, ...interfaces].join('\n')), fieldsOf, composites };
};

const sdl = (fields: readonly RandomField[]): string => fields.map(({ name, type }) => `${name}: ${type}`).join(' ');
