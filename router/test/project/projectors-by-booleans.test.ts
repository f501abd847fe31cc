import { expect, test } from '@jest/globals';
import { aProjector } from './a-projector.ts';

const SCHEMA = 'type Query { a: Int b: Int c: Int }';
const DATA = { a: 1, b: 2, c: 3 };

test('keys are in the order of the selections that are included', () => {
  const query = 'query ($x: Boolean!) { a @include(if: $x) b ...F @skip(if: $x) a } fragment F on Query { c }';
  expect(aProjector({ schema: SCHEMA, query, booleans: { x: true } })(DATA)).toBe('{"a":1,"b":2}');
  expect(aProjector({ schema: SCHEMA, query, booleans: { x: false } })(DATA)).toBe('{"b":2,"c":3,"a":1}');
});
