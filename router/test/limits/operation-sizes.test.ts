import { expect, test } from '@jest/globals';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { operationSizes } from '../../src/limits/operation-size.ts';
import { countedReads, fragmentBomb } from './counted-reads.ts';

const operationsOf = (document: ReturnType<typeof parse>) =>
  document.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
const sizesOf = (text: string) => {
  const document = parse(text);
  return operationsOf(document).map(operationSizes(document));
};

test('`__typename` counts as a field, a root field, an alias and a level', () => {
  expect(sizesOf('{ __typename b: __typename a { c: __typename } }')).toEqual([
    { depth: 2, height: 4, rootFields: 3, aliases: 2, deferred: 0 },
  ]);
});

test('fragments count at each place where they are spread', () => {
  expect(sizesOf('{ a { ...F } b { ... { ...F } } } fragment F on Query { x: c { d } }')).toEqual([
    { depth: 3, height: 6, rootFields: 2, aliases: 2, deferred: 0 },
  ]);
});

test('a fragment bomb is read once, from all operations together', () => {
  const document = parse(`query A { ...F0 } query B { ...F0 } query C { a { ...F0 } } ${fragmentBomb(50, 'a b c')}`);
  const counted = countedReads(document);
  const sizes = operationsOf(document).map(operationSizes(document));
  expect(sizes.map(({ height }) => height)).toEqual([3 * 2 ** 50, 3 * 2 ** 50, 3 * 2 ** 50 + 1]);
  expect(counted.reads()).toBeLessThanOrEqual(3 + 1 + 51);
});

test('fragment cycles are read once', () => {
  const document = parse('{ ...A } fragment A on Query { a { ...B ...A } } fragment B on Query { a { ...A } }');
  const counted = countedReads(document);
  operationsOf(document).map(operationSizes(document));
  expect(counted.reads()).toBeLessThanOrEqual(6);
});

test('names that objects inherit are names of fragments like any other', () => {
  expect(sizesOf('{ ...constructor ...__proto__ ...toString } fragment __proto__ on Query { a }')).toEqual([
    { depth: 1, height: 1, rootFields: 1, aliases: 0, deferred: 0 },
  ]);
});
