import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How far the demo market is made, kept beside the data so that a start goes on where an earlier one was ended. */
export interface DemoJournal {
  /** The real time at which making it began: the whole market's past is counted back from here. */
  readonly startedAt: Date;
  /** What the market's clock showed last. */
  readonly at: () => Date | undefined;
  /** Whether the clock has come to the real time. */
  readonly isPresent: () => boolean;
  /** What the step answered when it was done; undefined while it was not. */
  readonly outcomeOf: (step: string) => unknown;
  readonly moved: (at: Date) => void;
  readonly done: (step: string, outcome: unknown) => void;
  readonly reachPresent: () => void;
  readonly complete: () => void;
}

/** The name of its file in the state directory; `npm run reset` removes it with the data. */
export const DEMO_JOURNAL = 'demo.json';

interface Content {
  startedAt: string;
  at?: string;
  isPresent: boolean;
  isComplete: boolean;
  outcomes: Record<string, unknown>;
}

/** Opens the journal; a new one begins now. A file that a power cut left broken counts as none: steps look before they create. */
export const openJournal = (stateDirectory: string): DemoJournal => {
  const content = readJournal(stateDirectory) ?? emptyJournal();
  const write = () => writeJournal(stateDirectory, content);
  return {
    startedAt: new Date(content.startedAt),
    at: () => (content.at === undefined ? undefined : new Date(content.at)),
    isPresent: () => content.isPresent,
    outcomeOf: (step) => content.outcomes[step],
    moved: (at) => {
      content.at = at.toISOString();
      write();
    },
    done: (step, outcome) => {
      content.outcomes[step] = outcome ?? true;
      write();
    },
    reachPresent: () => {
      content.isPresent = true;
      write();
    },
    complete: () => {
      content.isComplete = true;
      write();
    },
  };
};

/** Whether an earlier start has finished the demo market in this state directory. */
export const isDemoComplete = (stateDirectory: string): boolean => readJournal(stateDirectory)?.isComplete ?? false;

/** What the clock showed when an earlier start was ended in the market's past; undefined when none was. */
export const interruptedDemoAt = (stateDirectory: string): Date | undefined => {
  const content = readJournal(stateDirectory);
  return content?.at !== undefined && !content.isPresent ? new Date(content.at) : undefined;
};

/** Forgets it: the next opening begins a new one. */
export const discardJournal = (stateDirectory: string): void => writeJournal(stateDirectory, emptyJournal());

const emptyJournal = (): Content => ({
  startedAt: new Date().toISOString(),
  isPresent: false,
  isComplete: false,
  outcomes: {},
});

function readJournal(stateDirectory: string): Content | undefined {
  const file = path.join(stateDirectory, DEMO_JOURNAL);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch {
    return undefined;
  }
}

// A process that is killed while it writes leaves the old file whole.
function writeJournal(stateDirectory: string, content: Content): void {
  const file = path.join(stateDirectory, DEMO_JOURNAL);
  mkdirSync(stateDirectory, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(content));
  renameSync(`${file}.new`, file);
}
