import { markdown } from './markdown.ts';

/** Something that is to be reached, and whether it is. */
export interface Verdict {
  readonly what: string;
  readonly aim: string;
  /** Measured, as the reader sees it. */
  readonly found: string;
  /** Undefined when one of the sides was not measured. */
  readonly isReached: boolean | undefined;
}

/** Aims and what became of them, as Markdown; `of` says whose aims they are. */
export const verdictTable = (of: string, all: readonly Verdict[]): string =>
  markdown(
    [`aim of ${of}`, 'aim', 'measured', 'reached'],
    all.map(({ what, aim, found, isReached }) => [
      what,
      aim,
      found,
      isReached === undefined ? '–' : isReached ? 'yes' : '**no**',
    ]),
  );
