/**
 * What a pure decision answers: what is now true and what to announce, that nothing changes, or why not.
 * A repository writes `state` and `events` in one transaction, a refusal leaves both as they were.
 */
export type Decision<State, Event, Refusal> =
  | { readonly kind: 'changed'; readonly state: State; readonly events: readonly Event[] }
  | { readonly kind: 'unchanged'; readonly state: State }
  | { readonly kind: 'refused'; readonly failure: Refusal };

/** A pure function from the present state to a decision. Time, ids and randomness are its arguments. */
export type Decide<State, Event, Refusal> = (state: State) => Decision<State, Event, Refusal>;

/** Anything a decision can refuse with; `kind` names it once, for the graph's error union and for logs. */
export interface Failure {
  readonly kind: string;
}

/** A fact about one aggregate as a decision announces it, before the outbox gives it an id and a sequence number. */
export interface Announcement {
  readonly type: string;
  readonly version: number;
  readonly topic: string;
  /** The aggregate the fact is about: its partition key and the scope of its order. */
  readonly aggregateId: string;
  readonly keys: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly payload: unknown;
}

/** The state is another now, and these events tell of it. */
export const changed = <State, Event>(state: State, events: readonly Event[]) =>
  ({ kind: 'changed', state, events }) as const;

/** The state stays as it is, and nothing is announced. */
export const unchanged = <State>(state: State) => ({ kind: 'unchanged', state }) as const;

/** An expected no: nothing changes. */
export const refused = <const Refusal>(failure: Refusal) => ({ kind: 'refused', failure }) as const;
