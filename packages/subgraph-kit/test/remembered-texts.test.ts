import { expect, test } from '@jest/globals';
import { rememberedTexts } from '../src/remembered-texts.ts';

test('few long texts take no more memory than many short ones', () => {
  const texts = rememberedTexts<object>({ most: 1_000 });
  for (let n = 0; n < 200; n += 1) texts.set(`${n} ${'x'.repeat(90_000)}`, {});
  expect(texts.calculatedSize).toBeLessThanOrEqual(1_000_000);
  expect(texts.size).toBeGreaterThan(10);
});

test('a text of a megabyte is not kept, and pushes nothing out', () => {
  const texts = rememberedTexts<object>({ most: 1_000 });
  texts.set('{ short }', {});
  texts.set('x'.repeat(1_000_000), {});
  expect([...texts.keys()]).toEqual(['{ short }']);
});
