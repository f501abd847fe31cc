import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ALL_EVENTS } from '@stoa/contracts';
import { followShopMembers } from '@stoa/subgraph-kit';

const SUBGRAPHS = path.join(import.meta.dirname, '../subgraphs');
const FORM = ['Owns', 'Keys', 'Commands', 'Hears', 'Announces', 'Never', 'Pairs'];

const read = (...parts: string[]) => readFileSync(path.join(SUBGRAPHS, ...parts), 'utf8');
const namesIn = (text = '', name = /`(\w+)`/g) => [...new Set([...text.matchAll(name)].map(([, found = '']) => found))];

/** The part of a README that begins with this word in bold. */
const part = (readme: string, word: string) =>
  readme.split(/^(?=\*\*)/m).find((text) => text.startsWith(`**${word}**`));

const commandsOf = (name: string) =>
  namesIn(/commands = \{([^}]*)\}/.exec(read(name, 'src/commands.ts'))?.[1], /(\w+)/g);

const heardBy = (name: string) => [
  ...filesIn(name, 'src/events').flatMap((file) => namesIn(read(name, 'src/events', file), /\bon\(\s*([A-Z]\w+)/g)),
  ...(read(name, 'src/subgraph.ts').includes('...followShopMembers')
    ? followShopMembers.map(({ contract }) => contract.type)
    : []),
];

const filesIn = (...parts: string[]) => {
  const folder = path.join(SUBGRAPHS, ...parts);
  return existsSync(folder) ? readdirSync(folder) : [];
};

const EVENTS = new Set(ALL_EVENTS.map(({ type }) => type));
const announcedBy = (topic: string) => ALL_EVENTS.filter((event) => event.topic === topic).map(({ type }) => type);

describe.each(readdirSync(SUBGRAPHS))('the README of %s', (name) => {
  const readme = read(name, 'README.md');

  test('has the form that all of them have', () => {
    expect(readme).toMatch(new RegExp(`^# ${name}\n`));
    const headings = [...readme.matchAll(/^\*\*(\w+)\*\*/gm)].map(([, word]) => word);
    expect(headings.slice(0, FORM.length)).toEqual(FORM);
  });

  test('names every command, and no other', () => {
    const named = namesIn(part(readme, 'Commands'));
    expect(named.sort()).toEqual(commandsOf(name).sort());
  });

  test('names every event of its topic, and no other', () => {
    const named = namesIn(part(readme, 'Announces')).filter((word) => /^[A-Z]/.test(word));
    expect(named.sort()).toEqual(announcedBy(name).sort());
  });

  test('names every event it hears, and no other', () => {
    const named = namesIn(part(readme, 'Hears')).filter((word) => EVENTS.has(word));
    expect(named.sort()).toEqual([...new Set(heardBy(name))].sort());
  });
});
