import { expect, test } from '@jest/globals';
import { TransientError } from '@stoa/messaging';
import { gate } from './gate.ts';

const held = () => Promise.withResolvers<string>();

test('so many work at once, the rest wait in their order', async () => {
  const through = gate({ atOnce: 1, waiting: 2 });
  const [first, second] = [held(), held()];
  const begun: string[] = [];
  const run = (name: string, work: Promise<string>) => through(() => (begun.push(name), work));
  const answers = [run('first', first.promise), run('second', second.promise), run('third', Promise.resolve('c'))];
  expect(begun).toEqual(['first']);
  first.resolve('a');
  second.resolve('b');
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
  expect(begun).toEqual(['first', 'second', 'third']);
});

test('a full line turns the next one away at once, as a fault that passes', async () => {
  const through = gate({ atOnce: 1, waiting: 0 });
  const first = held();
  const working = through(() => first.promise);
  await expect(through(() => Promise.resolve('late'))).rejects.toBeInstanceOf(TransientError);
  first.resolve('done');
  await working;
});

test('work that fails gives its place back', async () => {
  const through = gate({ atOnce: 1, waiting: 0 });
  await expect(through(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(through(() => Promise.resolve('next'))).resolves.toBe('next');
});
