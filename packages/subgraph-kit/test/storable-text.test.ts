import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { areStorable, hasStorableTexts } from '../src/storable-text.ts';

test.each([
  ['nothing', undefined, true],
  ['plain text', { input: { name: 'Ada', tags: ['a', null, 1, true] } }, true],
  ['letters beyond the first plane', { input: 'a 😀' }, true],
  ['U+0000 at any depth', { input: { lines: [{ text: 'a\u0000b' }] } }, false],
  ['half a surrogate pair', { input: ['\uD800'] }, false],
])('variables with %s', (_, variables, storable) => {
  expect(areStorable(variables)).toBe(storable);
});

test('documents are looked through, too', () => {
  expect(hasStorableTexts(parse('{ a(b: "fine") }'))).toBe(true);
  expect(hasStorableTexts(parse(String.raw`{ a(b: { c: ["\u0000"] }) }`))).toBe(false);
});
