import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as passed } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { watchFile } from '../../src/configuration/watch-file.ts';
import { aFile, fileNamed } from './a-directory.ts';

const INTERVAL_MS = 20;
const aWhile = () => passed(INTERVAL_MS * 8);
let stop: () => void = () => undefined;
afterEach(() => stop());

const watching = (file: string, known = 'one') => {
  const texts: string[] = [];
  stop = watchFile(file, { known, onChange: (text) => texts.push(text), intervalMs: INTERVAL_MS });
  return texts;
};

test('tells of a file that was written over, once', async () => {
  const file = aFile('written', 'one');
  const texts = watching(file);
  await aWhile();
  writeFileSync(file, 'two');
  await aWhile();
  expect(texts).toEqual(['two']);
});

test('tells of a change from before the first look', async () => {
  const file = aFile('early', 'two');
  const texts = watching(file);
  await aWhile();
  expect(texts).toEqual(['two']);
});

test('goes on with the file that an editor put in its place', async () => {
  const file = aFile('replaced', 'one');
  const texts = watching(file);
  for (const text of ['two', 'three']) {
    await aWhile();
    renameSync(aFile('replaced.new', text), file);
  }
  await aWhile();
  expect(texts).toEqual(['two', 'three']);
});

test('follows a link that is turned', async () => {
  for (const [folder, text] of [
    ['old', 'one'],
    ['new', 'two'],
  ] as const) {
    mkdirSync(fileNamed(folder));
    aFile(`${folder}/file`, text);
  }
  symlinkSync(fileNamed('old'), fileNamed('current'));
  const texts = watching(fileNamed('current/file'));
  await aWhile();
  symlinkSync(fileNamed('new'), fileNamed('current.new'));
  renameSync(fileNamed('current.new'), fileNamed('current'));
  await aWhile();
  expect(texts).toEqual(['two']);
});

test('waits until a file is written to its end', async () => {
  const file = aFile('slow', 'one');
  const texts = watching(file);
  await aWhile();
  writeFileSync(file, '');
  for (const letter of 'a long text that takes its time'.split('')) {
    appendFileSync(file, letter);
    await passed(INTERVAL_MS / 4);
  }
  await aWhile();
  expect(texts).toEqual(['a long text that takes its time']);
});

test('waits for a file that is gone or empty for a while', async () => {
  const file = aFile('gone', 'one');
  const texts = watching(file);
  rmSync(file);
  await aWhile();
  writeFileSync(file, '\n');
  await aWhile();
  expect(texts).toEqual([]);
  writeFileSync(file, 'two');
  await aWhile();
  expect(texts).toEqual(['two']);
});

test('says nothing when the text is the same', async () => {
  const file = aFile('same', 'one');
  const texts = watching(file);
  await aWhile();
  utimesSync(file, 1, 1);
  await aWhile();
  renameSync(aFile('same.new', 'one'), file);
  await aWhile();
  expect(texts).toEqual([]);
});

test('says nothing any more when it was stopped', async () => {
  const file = aFile('stopped', 'one');
  const texts = watching(file);
  stop();
  writeFileSync(file, 'two');
  await aWhile();
  expect(texts).toEqual([]);
});
