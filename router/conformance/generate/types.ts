import type { Argument, Model } from './model.ts';
import type { Random } from './random.ts';

/** A model that is being made. */
export interface Draft {
  readonly random: Random;
  readonly model: Model;
  /** The next number of a name: a name that is used once has one type everywhere, so that operations are seldom invalid. */
  readonly count: () => number;
}

const WRAPPINGS = ['T', 'T', 'T', 'T!', 'T!', '[T!]!', '[T]', '[T!]', '[T]!', '[[T!]!]', '[[T]]'];
const LEAVES = ['ID', 'String', 'String', 'Int', 'Float', 'Boolean', 'DateTime', 'Json', 'Kind', 'Color'];

/** Null, absent, in lists: how a type is wrapped. */
export const wrapped = ({ random }: Draft, name: string): string => random.pick(WRAPPINGS).replace('T', name);

export const leafType = (draft: Draft): string => wrapped(draft, draft.random.pick(LEAVES));

/** The name of a composite type that a subgraph knows or may come to know. Entities that it does not know become stubs of it. */
export const compositeName = ({ random, model }: Draft, subgraph: string): string => {
  const interfaces = [...model.interfaces.values()]
    .filter(({ homes, objects }) => homes.has(subgraph) || objects.has(subgraph))
    .map(({ name }) => name);
  const unions = [...model.unions.values()].filter(({ members }) => members.has(subgraph)).map(({ name }) => name);
  const entities = mentionable(model, subgraph);
  const values = [...model.objects.values()].filter(({ isEntity }) => !isEntity).map(({ name }) => name);
  const kinds = [entities, entities, entities, values, interfaces, interfaces, unions].filter(
    ({ length }) => length > 0,
  );
  return random.pick(random.pick(kinds));
};

/** Where an interface is an object, its implementations must not be. */
export const mentionable = (model: Model, subgraph: string): string[] =>
  [...model.objects.values()]
    .filter(
      ({ name, isEntity }) =>
        isEntity &&
        ![...model.interfaces.values()].some(
          ({ implementers, objects }) => objects.has(subgraph) && implementers.includes(name),
        ),
    )
    .map(({ name }) => name);

const ARGUMENTS: readonly Argument[] = [
  { name: 'n', type: 'Int', default: '2' },
  { name: 'text', type: 'String' },
  { name: 'kind', type: 'Kind' },
  { name: 'kinds', type: '[Kind!]', default: '[ONE]' },
  { name: 'filter', type: 'Filter' },
  { name: 'mustFilter', type: 'Filter!' },
  { name: 'ids', type: '[ID!]' },
  { name: 'flag', type: 'Boolean!', default: 'true' },
  { name: 'at', type: 'DateTime' },
  { name: 'any', type: 'Json' },
  { name: 'must', type: 'Int!' },
  { name: 'grid', type: '[[Int]]' },
  { name: 'ratio', type: 'Float', default: '0.5' },
];

/** None for most fields. */
export const someArguments = ({ random }: Draft, probability = 0.3): readonly Argument[] =>
  random.chance(probability) ? random.some(ARGUMENTS, 1 + random.below(2)) : [];
