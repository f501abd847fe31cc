import { err, ok, type Announcement, type Decide, type Decision, type Failure, type Result } from '@stoa/kernel';
import { failpoint } from '@stoa/platform';
import type pg from 'pg';
import type { Door } from './door.ts';
import { announce } from './outbox/announce.ts';
import { filedOutcome, fileReceipt, refileReceipt, type Outcome } from './receipts.ts';
import { inTransaction, onPool, violatedConstraint, type Transaction } from './transaction.ts';

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
  answered(door: Door): Promise<Result<State, Failure> | undefined>;
}

export const aggregateStore = <State extends Aggregate>(
  pool: pg.Pool,
  mapping: AggregateMapping<State>,
): AggregateStore<State> => {
  /** Joins the inbox's transaction, or opens one of its own that a lost race for a receipt runs once more. */
  const transact = async <Value>(door: Door, work: (tx: Transaction, announced: Announcement[]) => Promise<Value>) => {
    if (door.tx) return work(door.tx, []);
    const announced: Announcement[] = [];
    const attempt = () => {
      announced.length = 0;
      return inTransaction(pool, (tx) => work(tx, announced), () => failAt('before-commit', announced));
    };
    const value = await attempt().catch((error: unknown) => {
      if (violatedConstraint(error) !== 'receipts_pkey') throw error;
      return attempt();
    });
    failAt('after-commit', announced);
    return value;
  };

  const replay = async (tx: Transaction, outcome: Outcome): Promise<Result<State[], Failure>> =>
    outcome.kind === 'refused' ? err(outcome.failure) : ok(await mapping.load(tx, outcome.ids, false));

  const persist = async (tx: Transaction, door: Door, change: Change<State>, announced: Announcement[]) => {
    await mapping.write(tx, change, door);
    await announce(tx, door, change.events);
    announced.push(...change.events);
  };

  const updateAll: AggregateStore<State>['updateAll'] = (ids, options, decide) =>
    transact(options.door, async (tx, announced) => {
      const { door } = options;
      const states = await mapping.load(tx, ids.toSorted(), true);
      const filed = door.receipt && (await filedOutcome(tx, door.receipt));
      // The filed failure is what this very decision once refused with.
      if (filed) return (await replay(tx, filed)) as Result<State[], never>;

      const decided = decideAll(ids, states, options, decide);
      if (!decided.ok) {
        if (door.receipt) await fileReceipt(tx, door.receipt, { kind: 'refused', failure: decided.failure });
        return decided;
      }
      for (const change of decided.value) if (change.isChange) await persist(tx, door, change, announced);
      const next = decided.value.map((change) => change.next);
      if (door.receipt) await fileReceipt(tx, door.receipt, done(next));
      return ok(next);
    });

  return {
    updateAll,

    update: async (id, options, decide) => {
      const updated = await updateAll([id], options, decide);
      return updated.ok ? ok(first(updated.value)) : updated;
    },

    create: (door, decide, { taken = {} } = {}) =>
      transact(door, async (tx, announced) => {
        const filed = door.receipt && (await filedOutcome(tx, door.receipt));
        if (filed) {
          const earlier = await replay(tx, filed);
          return (earlier.ok ? ok(first(earlier.value)) : earlier) as Result<State, never>;
        }
        const decision = decide();
        if (decision.kind === 'refused') {
          if (door.receipt) await fileReceipt(tx, door.receipt, { kind: 'refused', failure: decision.failure });
          return err(decision.failure);
        }
        // There is no row to lock: the receipt is filed first, and a second caller waits on its key.
        if (door.receipt) await fileReceipt(tx, door.receipt, done([decision.state]));
        if (decision.kind === 'unchanged') return ok(decision.state);

        await tx.query('SAVEPOINT creation');
        try {
          await persist(tx, door, { next: decision.state, previous: undefined, events: decision.events }, announced);
        } catch (error) {
          const resolve = taken[violatedConstraint(error) ?? ''];
          if (!resolve) throw error;
          await tx.query('ROLLBACK TO SAVEPOINT creation');
          const instead = await resolve(tx);
          if (door.receipt)
            await refileReceipt(
              tx,
              door.receipt,
              instead.ok ? done([instead.value]) : { kind: 'refused', failure: instead.failure },
            );
          return instead;
        }
        return ok(decision.state);
      }),

    answered: async (door) => {
      const tx = door.tx ?? onPool(pool);
      const filed = door.receipt && (await filedOutcome(tx, door.receipt));
      if (!filed) return undefined;
      const earlier = await replay(tx, filed);
      return earlier.ok ? ok(first(earlier.value)) : earlier;
    },
  };
};

function decideAll<State extends Aggregate, Refusal extends Failure>(
  ids: readonly string[],
  states: readonly State[],
  { expectedVersion, allow }: UpdateOptions<State>,
  decide: Decide<State, Announcement, Refusal>,
): Result<(Change<State> & { isChange: boolean })[], Refusal | NotFound | VersionConflict> {
  const changes: (Change<State> & { isChange: boolean })[] = [];
  for (const id of ids) {
    const state = states.find((candidate) => candidate.id === id);
    if (!state || (allow && !allow(state))) return err({ kind: 'NOT_FOUND', id });
    if (expectedVersion != null && expectedVersion !== state.version)
      return err({ kind: 'VERSION_CONFLICT', id, currentVersion: state.version });
    const decision = decide(state);
    if (decision.kind === 'refused') return err(decision.failure);
    changes.push(
      decision.kind === 'changed'
        ? { isChange: true, next: { ...decision.state, version: state.version + 1 }, previous: state, events: decision.events }
        : { isChange: false, next: state, previous: state, events: [] },
    );
  }
  return ok(changes);
}

const done = (states: readonly Aggregate[]): Outcome => ({ kind: 'done', ids: states.map((state) => state.id) });

function first<State>(states: readonly State[]): State {
  const [state] = states;
  if (state === undefined) throw new Error('The aggregate that a receipt names is gone');
  return state;
}

const failAt = (place: 'before-commit' | 'after-commit', announced: readonly Announcement[]) => {
  for (const { type } of announced) failpoint(`${place}:${type}`);
};
