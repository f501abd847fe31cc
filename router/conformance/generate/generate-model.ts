import { addInterfaces, addUnions } from './abstract-types.ts';
import { addEntities } from './entities.ts';
import { addEntityFields, addProvides } from './fields.ts';
import { hideSome } from './hide.ts';
import type { Field, Model } from './model.ts';
import type { Random } from './random.ts';
import { addRequires } from './requires.ts';
import { addRoots } from './roots.ts';
import { addStubs } from './stubs.ts';
import { leafType, wrapped, type Draft } from './types.ts';

/** A graph of two to five subgraphs that most probably composes. */
export const generateModel = (random: Random): Model => {
  const subgraphs = ['alpha', 'beta', 'gamma', 'delta', 'omega'].slice(0, 2 + random.below(4));
  const model: Model = {
    subgraphs,
    objects: new Map(),
    interfaces: new Map(),
    unions: new Map(),
    enums: new Map([
      ['Kind', { values: ['ONE', 'TWO', 'THREE'], inaccessible: [] }],
      ['Color', { values: ['RED', 'GREEN', 'HIDDEN'], inaccessible: random.chance(0.3) ? ['HIDDEN'] : [] }],
    ]),
    inputs: new Map([
      [
        'Filter',
        [
          { name: 'text', type: 'String' },
          { name: 'limit', type: 'Int!', default: '3' },
          { name: 'tags', type: '[String!]' },
          { name: 'kinds', type: '[Kind]', default: '[ONE]' },
          { name: 'inner', type: 'Filter' },
        ],
      ],
    ]),
    scalars: ['DateTime', 'Json'],
    query: new Map(),
    mutation: new Map(),
  };
  let counted = 0;
  const draft: Draft = { random, model, count: () => ++counted };
  addEntities(draft);
  addValueTypes(draft);
  addInterfaces(draft);
  addUnions(draft);
  addEntityFields(draft);
  addProvides(draft);
  addRequires(draft);
  addRoots(draft);
  addStubs(draft);
  hideSome(draft);
  return model;
};

function addValueTypes(draft: Draft): void {
  const { model, random } = draft;
  const seal: readonly Field[] = [
    { name: 'code', type: 'String!', args: [], places: new Map(), isKey: true, isKeyLeaf: true },
    { name: 'country', type: 'String!', args: [], places: new Map(), isKey: true, isKeyLeaf: false },
  ];
  addValueType(model, 'Seal', seal);
  const names = ['Size', 'Money'].slice(0, 1 + random.below(2));
  for (const name of names) {
    const fields = Array.from({ length: 2 + random.below(2) }, () => valueField(draft, name, leafType(draft)));
    if (name === 'Money') fields.push(valueField(draft, name, wrapped(draft, 'Size')));
    addValueType(model, name, fields);
  }
}

const valueField = (draft: Draft, owner: string, type: string): Field => ({
  name: `${owner.toLowerCase()}Part${draft.count()}`,
  type,
  args: [],
  places: new Map(),
  isKey: false,
  isKeyLeaf: false,
});

const addValueType = ({ objects }: Model, name: string, fields: readonly Field[]): void => {
  objects.set(name, {
    name,
    fields: new Map(fields.map((field) => [field.name, field])),
    keys: new Map(),
    isEntity: false,
    possibleKeys: [],
  });
};
