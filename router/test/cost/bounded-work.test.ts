import { expect, test } from '@jest/globals';
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { costsOf } from '../../src/cost/costs-of.ts';
import { countedReads, fragmentBomb } from '../limits/counted-reads.ts';
import { costIn } from './a-supergraph.ts';

const TYPES = `
  type Query { all(first: Int): [Item] @listSize(slicingArguments: ["first"])  cheap: Item }
  type Item { id: ID  all(first: Int): [Item] @listSize(slicingArguments: ["first"])  off: ID @cost(weight: -5) }
`;
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])';

test('a fragment bomb is compiled once for each fragment, and each fragment is evaluated once', () => {
  const document = parse(`query ($n: Int) { ...F0 } ${fragmentBomb(45, 'all(first: $n) { id }')}`);
  const counted = countedReads(document);
  const costOf = costsOf(`${LINK} ${TYPES}`, buildSchema(TYPES, { assumeValidSDL: true }));
  const evaluate = costOf(document, document.definitions[0] as OperationDefinitionNode);
  expect(counted.reads()).toBeLessThanOrEqual(1 + 46 + 1);

  let asked = 0;
  const variables = new Proxy({ n: 3 }, { get: () => ((asked += 1), 3) });
  expect(evaluate(variables)).toBe(3 * 2 ** 45);
  expect(asked).toBe(1);
  expect(counted.reads()).toBeLessThanOrEqual(48);
});

test('pages within pages stay a finite number', () => {
  const deep = Array.from({ length: 200 }, () => 'all(first: 1000000) {').join(' ');
  const cost = costIn(TYPES);
  expect(cost(`{ ${deep} id ${'}'.repeat(201)}`)).toBe(Number.MAX_SAFE_INTEGER);
  expect(cost(`query ($n: Int) { ${deep.replaceAll('1000000', '$n')} id ${'}'.repeat(201)}`, { n: 1e6 })).toBe(
    Number.MAX_SAFE_INTEGER,
  );
  expect(cost(`query ($n: Int) { all(first: $n) { ${deep} id ${'}'.repeat(202)}`, { n: 0 })).toBe(0);
});

test('negative weights make nothing cheaper than free', () => {
  expect(costIn(TYPES)('{ cheap { off } }')).toBe(0);
});

test('a cycle of fragments ends', () => {
  expect(
    costIn(TYPES)('{ cheap { ...A } } fragment A on Item { all { ...B } } fragment B on Item { all { ...A } }'),
  ).toBe(1 + 10 * (1 + 10));
});

test('a document without fragments has no slots to fill', () => {
  const document = parse('query ($n: Int) { all(first: $n) { id } }');
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const costOf = costsOf(`${LINK} ${TYPES}`, buildSchema(TYPES, { assumeValidSDL: true }));
  expect(operation && costOf(document, operation)({ n: 4 })).toBe(4);
});
