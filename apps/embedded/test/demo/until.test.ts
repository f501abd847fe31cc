import { expect, test } from '@jest/globals';
import { until } from '../../src/demo/until.ts';

test('waiting answers the first thing that a probe finds', async () => {
  const answers = [undefined, undefined, 'found', 'too late'];
  expect(await until('something', { probe: async () => answers.shift() })).toBe('found');
});

test('waiting passes on what a probe throws', async () => {
  const probe = () => Promise.reject(new Error('gone'));
  await expect(until('something', { probe })).rejects.toThrow('gone');
});
