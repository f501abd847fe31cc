import { err, ok, type Announcement, type Decide, type Failure, type Result } from '@stoa/kernel';
import type { Aggregate, AggregateMapping, Change, NotFound, UpdateOptions, VersionConflict } from './aggregate.ts';
import { filedOutcome, fileReceipt } from './receipts.ts';
import { done, replay } from './replay.ts';
import { writeChange, type Write } from './write-change.ts';

interface Update<State, Refusal> {
  readonly ids: readonly string[];
  readonly options: UpdateOptions<State>;
  readonly decide: Decide<State, Announcement, Refusal>;
}

type Refused<Refusal> = Refusal | NotFound | VersionConflict;

/**
 * Lock, look the receipt up in a statement of its own (one with the lock would see an old snapshot), decide, write state,
 * events and receipt.
 */
export const updateAggregates = async <State extends Aggregate, Refusal extends Failure>(
  mapping: AggregateMapping<State>,
  write: Write,
  update: Update<State, Refusal>,
): Promise<Result<State[], Refused<Refusal>>> => {
  const { tx, door } = write;
  const states = await mapping.load(tx, update.ids.toSorted(), true);
  const filed = door.receipt && (await filedOutcome(tx, door.receipt));
  if (filed) {
    // An answer is given again only to whom it would be given now: people leave shops, and fields are read live.
    const hidden = states.find((state) => update.options.allow?.(state) === false);
    if (hidden) return err({ kind: 'NOT_FOUND', id: hidden.id });
    // The filed failure is what this very decision once refused with.
    return (await replay(tx, mapping, filed)) as Result<State[], never>;
  }

  const decided = decideAll(states, update);
  if (!decided.ok) {
    if (door.receipt) await fileReceipt(tx, door.receipt, { kind: 'refused', failure: decided.failure });
    return decided;
  }
  for (const change of decided.value) if (change.isChange) await writeChange(mapping, write, change);
  const next = decided.value.map((change) => change.next);
  if (door.receipt) await fileReceipt(tx, door.receipt, done(next));
  return ok(next);
};

interface Decided<State> extends Change<State> {
  readonly isChange: boolean;
}

function decideAll<State extends Aggregate, Refusal extends Failure>(
  states: readonly State[],
  { ids, options, decide }: Update<State, Refusal>,
): Result<Decided<State>[], Refused<Refusal>> {
  const byId = new Map(states.map((state) => [state.id, state]));
  const changes: Decided<State>[] = [];
  for (const id of ids) {
    const decided = decideOne(id, byId.get(id), { options, decide });
    if (!decided.ok) return decided;
    changes.push(decided.value);
  }
  return ok(changes);
}

function decideOne<State extends Aggregate, Refusal extends Failure>(
  id: string,
  state: State | undefined,
  { options: { expectedVersion, allow }, decide }: Omit<Update<State, Refusal>, 'ids'>,
): Result<Decided<State>, Refused<Refusal>> {
  if (!state || (allow && !allow(state))) return err({ kind: 'NOT_FOUND', id });
  if (expectedVersion != null && expectedVersion !== state.version)
    return err({ kind: 'VERSION_CONFLICT', id, currentVersion: state.version });
  const decision = decide(state);
  switch (decision.kind) {
    case 'refused':
      return err(decision.failure);
    case 'unchanged':
      return ok({ isChange: false, next: state, previous: state, events: [] });
    case 'changed': {
      const next = { ...decision.state, version: state.version + 1 };
      return ok({ isChange: true, next, previous: state, events: decision.events });
    }
  }
}
