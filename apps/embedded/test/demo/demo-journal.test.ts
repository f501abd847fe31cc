import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEMO_JOURNAL, interruptedDemoAt, isDemoComplete, openJournal } from '../../src/demo/demo-journal.ts';

const INSTANT = new Date('2026-01-15T10:00:00.000Z');
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'stoa-demo-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the journal of the demo market', () => {
  test('tells the next start what is done, when it began and what the clock showed', () => {
    const first = openJournal(directory);
    first.moved(INSTANT);
    first.done('person:ada', { id: 'usr_1' });

    const second = openJournal(directory);
    expect(second.outcomeOf('person:ada')).toEqual({ id: 'usr_1' });
    expect(second.outcomeOf('person:noor')).toBeUndefined();
    expect(second.startedAt).toEqual(first.startedAt);
    expect(interruptedDemoAt(directory)).toEqual(INSTANT);
    expect(isDemoComplete(directory)).toBe(false);
  });

  test('counts as finished only after its last step', () => {
    expect(isDemoComplete(directory)).toBe(false);
    const journal = openJournal(directory);
    journal.moved(INSTANT);
    journal.reachPresent();
    expect(isDemoComplete(directory)).toBe(false);
    journal.complete();
    expect(isDemoComplete(directory)).toBe(true);
  });

  test('has no past to go back to once the clock came to the real time', () => {
    const journal = openJournal(directory);
    journal.moved(INSTANT);
    journal.reachPresent();
    expect(interruptedDemoAt(directory)).toBeUndefined();
    expect(openJournal(directory).isPresent()).toBe(true);
  });

  test('begins anew when its file is broken', () => {
    writeFileSync(path.join(directory, DEMO_JOURNAL), '{"startedAt": "2026-');
    expect(openJournal(directory).at()).toBeUndefined();
    expect(isDemoComplete(directory)).toBe(false);
  });

  test('remembers a step that answered nothing', () => {
    openJournal(directory).done('grant', undefined);
    expect(openJournal(directory).outcomeOf('grant')).toBe(true);
  });
});
