import type { Model } from '../generate/model.ts';

const TEXTS = ['plain', '', 'say "hi"', 'two\nlines\t\\', 'é😀\u2028', '</script>', '__proto__', 'null'];
const JSONS: readonly unknown[] = [
  { a: 1, b: [true, null, { c: 'x' }] },
  [1, 'two', [3]],
  'text',
  0,
  false,
  {},
  { id: 'not a key', sku: null },
  1e21,
];

/** A value of a scalar or enum, the same for the same hash. */
export const leafValue = ({ enums }: Model, name: string, hash: number): unknown => {
  const values = enums.get(name);
  if (values) {
    const visible = values.values.filter((value) => !values.inaccessible.includes(value));
    return visible[hash % visible.length];
  }
  switch (name) {
    case 'Int':
      return (hash % 2001) - 1000;
    case 'Float':
      return (hash % 4001) / 8 - 250;
    case 'Boolean':
      return hash % 2 === 0;
    case 'DateTime':
      return new Date(hash * 1000).toISOString();
    case 'Json':
      // Routers write into what they get.
      return structuredClone(JSONS[hash % JSONS.length]);
    default:
      return `${TEXTS[hash % TEXTS.length] ?? ''}${hash % 97}`;
  }
};
