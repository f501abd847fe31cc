import { expect, test } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const OTHERS = /(^|\/)(node_modules|generated|dist|coverage|\.stoa|\.turbo|\.kafka|\.bench)(\/|$)/;

/** Relative targets of links and pictures in a Markdown text; code is no link. */
const targetsOf = (markdown: string): string[] =>
  [...markdown.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''));

const documents = globSync(
  '{,.ci/,packages/**/,subgraphs/**/,router/**/,apps/**/,docs/**/,e2e/**/,bench/**/,tools/**/,schema/**/}*.md',
  {
    cwd: ROOT,
    exclude: (name) => OTHERS.test(name),
  },
).filter((file) => !OTHERS.test(file));

const broken = (file: string, targets: readonly string[]) =>
  targets.filter((target) => !existsSync(path.join(ROOT, path.dirname(file), target)));

test('every relative link in a document leads somewhere', () => {
  expect(documents.length).toBeGreaterThan(15);
  const nowhere = documents.flatMap((file) =>
    broken(file, targetsOf(readFileSync(path.join(ROOT, file), 'utf8'))).map((target) => `${file}: ${target}`),
  );
  expect(nowhere).toEqual([]);
});

test('a link that leads nowhere is found, an address and an anchor are none', () => {
  const text =
    '[a](docs/nowhere.md) [b](README.md#start) [c](https://example.com) [d](#here)\n```\n[e](code.md)\n```\n';
  expect(broken('README.md', targetsOf(text))).toEqual(['docs/nowhere.md']);
});
