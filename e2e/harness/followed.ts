import { until } from './until.ts';

/** One answer of a subscription. */
export interface LiveAnswer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers have as many shapes as questions
  readonly data?: Readonly<Record<string, any>> | null | undefined;
  readonly errors?: readonly LiveError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface LiveError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: { readonly code?: string } | undefined;
}

/** One subscription as its client sees it. */
export interface Followed {
  /** Everything that came, in order. */
  readonly answers: readonly LiveAnswer[];
  /** What the one field of each answer held, where it held something. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as many shapes as questions
  states(): readonly any[];
  /** Waits for a state, of those that came already too. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as many shapes as questions
  shows(what: string, isShown: (state: any, answer: LiveAnswer) => boolean, timeoutMs?: number): Promise<any>;
  /** Codes of the errors that it ended with, none when it was just over; undefined while it goes on. */
  ending(): readonly string[] | undefined;
  /** Waits for its end. */
  ends(timeoutMs?: number): Promise<readonly string[]>;
  stop(): void;
}

/** What a client's subscription is given, and what the test sees of it. */
export interface Sink {
  readonly next: (answer: LiveAnswer) => void;
  /** Ended by these errors. */
  readonly failed: (codes: readonly string[]) => void;
  readonly complete: () => void;
}

/** Follows a subscription that `begin` begins, for a client of whatever kind; `begin` returns what stops it. */
export const followed = (begin: (sink: Sink) => () => void): Followed => {
  const answers: LiveAnswer[] = [];
  let ending: readonly string[] | undefined;
  const stop = begin({
    next: (answer) => answers.push(answer),
    failed: (codes) => (ending ??= codes),
    complete: () => (ending ??= []),
  });
  const shown = () =>
    answers.flatMap((answer) => (stateOf(answer) === null ? [] : [{ answer, state: stateOf(answer) }]));
  return {
    answers,
    states: () => shown().map(({ state }) => state),
    shows: async (what, isShown, timeoutMs) => {
      const find = () => Promise.resolve(shown().find(({ state, answer }) => isShown(state, answer)));
      return (
        await until(what, find, timeoutMs).catch((error: unknown) => {
          const last = JSON.stringify(answers.slice(-3), undefined, 1);
          throw new Error(
            `${(error as Error).message}; ${answers.length} came, ending ${String(ending)}, last: ${last}`,
          );
        })
      ).state;
    },
    ending: () => ending,
    ends: (timeoutMs) => until('the subscription to end', () => Promise.resolve(ending), timeoutMs),
    stop,
  };
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as many shapes as questions
const stateOf = ({ data }: LiveAnswer): any => (data ? (Object.values(data)[0] ?? null) : null);
