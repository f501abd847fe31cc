import type { Announcement, Decide, Decision, Failure, Result } from '@stoa/kernel';
import type { Door } from './door.ts';
import type { Transaction } from './transaction.ts';

/** What every stored aggregate has: an id and a version that grows by one with each change. */
export interface Aggregate {
  readonly id: string;
  readonly version: number;
}

/** How one kind of aggregate is read and written; the only place where its rows and its domain type meet. */
export interface AggregateMapping<State extends Aggregate> {
  /** Reads whole aggregates, in id order. `lock` takes their rows FOR UPDATE. Unknown ids are left out. */
  load(tx: Transaction, ids: readonly string[], lock: boolean): Promise<State[]>;
  /** Writes what changed; the store announces the events itself, a mapping may keep a log of them. */
  write(tx: Transaction, change: Change<State>, door: Door): Promise<void>;
}

/** One aggregate before and after a decision; `previous` is undefined for a new one. */
export interface Change<State> {
  readonly next: State;
  readonly previous: State | undefined;
  readonly events: readonly Announcement[];
}

/** No such aggregate, or none that this caller may know of: the two are not told apart. */
export interface NotFound {
  readonly kind: 'NOT_FOUND';
  readonly id: string;
}

/** The aggregate has moved on since the caller read it. */
export interface VersionConflict {
  readonly kind: 'VERSION_CONFLICT';
  readonly id: string;
  readonly currentVersion: number;
}

export interface UpdateOptions<State> {
  readonly door: Door;
  readonly expectedVersion?: number | null | undefined;
  /** Whether the caller may touch this aggregate; without it anyone may (doors that only the platform opens). */
  readonly allow?: (state: State) => boolean;
}

export interface CreateOptions<State, Refusal> {
  /** What a taken unique constraint means: the aggregate that holds it, or a refusal. Unlisted ones are thrown. */
  readonly taken?: Readonly<Record<string, (tx: Transaction) => Promise<Result<State, Refusal>>>>;
}

/** The one write path: lock, look the receipt up, decide, write state and events and receipt, in one transaction. */
export interface AggregateStore<State extends Aggregate> {
  create<Refusal extends Failure = never>(
    door: Door,
    decide: () => Decision<State, Announcement, Refusal>,
    options?: CreateOptions<State, Refusal>,
  ): Promise<Result<State, Refusal>>;
  update<Refusal extends Failure = never>(
    id: string,
    options: UpdateOptions<State>,
    decide: Decide<State, Announcement, Refusal>,
  ): Promise<Result<State, Refusal | NotFound | VersionConflict>>;
  /** Several aggregates under one receipt, locked in id order; the first refusal leaves all as they were. */
  updateAll<Refusal extends Failure = never>(
    ids: readonly string[],
    options: UpdateOptions<State>,
    decide: Decide<State, Announcement, Refusal>,
  ): Promise<Result<readonly State[], Refusal | NotFound | VersionConflict>>;
  /** The answer already filed under the door's receipt: a retry must not gather, let alone decide, again. */
  answered<Refusal extends Failure = Failure>(door: Door): Promise<Result<State, Refusal> | undefined>;
}
