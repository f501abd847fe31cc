import { expect, test } from '@jest/globals';
import { costIn } from './a-supergraph.ts';

const types = (cost: string, listSize: string) => `
  type Query { all: [Item] @${listSize}(assumedSize: 3)  dear: Item @${cost}(weight: 40) }
  type Item { id: ID }
`;

test.each([
  ['cost', 'listSize', 'import: ["@cost", "@listSize"]'],
  ['cost', 'cost__listSize', ''],
  ['cost', 'listSize', 'import: ["@listSize"]'],
  ['price', 'price__listSize', 'as: "price"'],
  ['price', 'sized', 'as: "price", import: [{ name: "@listSize", as: "@sized" }]'],
  ['weight', 'cost__listSize', 'import: [{ name: "@cost", as: "@weight" }]'],
])('@%s and @%s are read where the link says %s', (cost, listSize, more) => {
  const link = `schema @link(url: "https://specs.apollo.dev/join/v0.5") @link(url: "https://specs.apollo.dev/cost/v0.1" ${more}) { query: Query }`;
  expect(costIn(types(cost, listSize), { link })('{ all { id } dear { id } }')).toBe(3 + 40);
});

test('directives of these names that belong to somebody else say nothing', () => {
  const foreign = costIn(types('cost', 'listSize'), {
    link: 'extend schema @link(url: "https://example.com/cost/v0.1")',
  });
  expect(foreign('{ all { id } dear { id } }')).toBe(10 + 1);
});
