import { compileCollect, pathsOfPlaces, type Place } from '../compile/collect-places.ts';
import type { FetchSpec } from '../compile/fetch-spec.ts';
import { cloned, type Merge } from '../compile/merge.ts';
import { isObject } from '../compile/own-property.ts';
import type { RepresentationOf } from '../compile/representations.ts';
import type { Rewrite } from '../compile/rewrites.ts';
import { addError, entityTable, type EntityTable } from './entity-table.ts';
import { MOST_REPRESENTATIONS, type EntitiesAnswer } from './wave.ts';
import { report, type RequestState, type Step } from './request-state.ts';

export interface EntityFetch {
  readonly spec: FetchSpec;
  /** Where in the data the entities are. */
  readonly path: readonly (string | number)[];
  readonly representation: RepresentationOf;
  readonly rewriteOutput: Rewrite | undefined;
  readonly merge: Merge;
}

/** One round of a fetch in one request: its places, and the slot of the entity at each (-1: none can be named there). */
interface Round {
  readonly state: RequestState;
  readonly places: readonly Place[];
  readonly slots: readonly number[];
  /** Slots below were asked about before this round. */
  readonly firstSlot: number;
  readonly table: EntityTable;
}

/** A fetch of entities: collects the places that name some, asks about those nobody asked about yet, and adds to every place. */
export const entityFetch = (fetch: EntityFetch): Step => {
  const collect = compileCollect(fetch.path);
  return (state) => {
    const places: Place[] = [];
    collect(state.data, places);
    if (places.length === 0) return undefined;
    const round = begin(fetch, state, places);
    const { awaited } = round.table;
    if (state.mayMerge) return Promise.all([state.mayMerge, ...awaited]).then(() => apply(fetch, round));
    if (awaited.size === 0) {
      apply(fetch, round);
      return undefined;
    }
    if (awaited.size === 1) for (const answer of awaited) return answer.then(() => apply(fetch, round));
    return Promise.all(awaited).then(() => apply(fetch, round));
  };
};

function begin(fetch: EntityFetch, state: RequestState, places: readonly Place[]): Round {
  const table = tableOf(state, fetch.spec);
  const firstSlot = table.slots.size;
  const unseen: unknown[] = [];
  const slots = places.map((place) => {
    const key = fetch.representation.key(place);
    if (key === null) return -1;
    const known = table.slots.get(key);
    if (known !== undefined) return known;
    unseen.push(fetch.representation.value(place, key));
    table.slots.set(key, firstSlot + unseen.length - 1);
    return firstSlot + unseen.length - 1;
  });
  for (let from = 0; from < unseen.length; from += MOST_REPRESENTATIONS)
    ask(fetch, {
      state,
      table,
      firstSlot: firstSlot + from,
      representations: unseen.slice(from, from + MOST_REPRESENTATIONS),
    });
  return { state, places, slots, firstSlot, table };
}

// A mutation's later fields may have changed what earlier ones read: nothing is remembered between its fetches.
function tableOf(state: RequestState, { entities }: FetchSpec): EntityTable {
  const key = entities?.tableKey;
  const known = state.isMutation || key === undefined ? undefined : state.entities.get(key);
  if (known) return known;
  const table = entityTable();
  if (key !== undefined) state.entities.set(key, table);
  return table;
}

interface Asked {
  readonly state: RequestState;
  readonly table: EntityTable;
  readonly firstSlot: number;
  readonly representations: readonly unknown[];
}

function ask(fetch: EntityFetch, { state, table, firstSlot, representations }: Asked): void {
  const answer = state.wave.ask(fetch.spec, representations).then((found) => {
    settle(table, found, { firstSlot, count: representations.length });
    table.awaited.delete(answer);
  });
  table.awaited.add(answer);
}

function settle(
  table: EntityTable,
  { entities, errors }: EntitiesAnswer,
  { firstSlot, count }: { firstSlot: number; count: number },
): void {
  for (let at = 0; at < count; at += 1) table.found[firstSlot + at] = entities?.[at];
  if (!errors) return;
  for (const error of errors) {
    const position = error.path?.[1];
    if (error.path?.[0] === '_entities' && typeof position === 'number') {
      addError(table, firstSlot + position, { ...error, path: error.path.slice(2) });
      continue;
    }
    // It concerns the whole list: whoever got nothing is told so.
    for (let at = 0; at < count; at += 1)
      if (entities?.[at] == null) addError(table, firstSlot + at, { ...error, path: [] });
  }
}

function apply(fetch: EntityFetch, round: Round): void {
  const { places, slots, firstSlot, table } = round;
  const { spec, merge, rewriteOutput } = fetch;
  if (table.errors.size > 0) reportErrors(fetch, round);
  const mustCopy = spec.entities?.isFlat !== true;
  // With rewrites the entity is changed on its way in: each slot once, before it is given to its first place.
  for (let at = 0; at < places.length; at += 1) {
    const slot = slots[at] as number;
    const entity = slot < 0 ? undefined : table.found[slot];
    if (!isObject(entity)) continue;
    const own = mustCopy && (slot < firstSlot || rewriteOutput) ? cloned(entity) : entity;
    rewriteOutput?.(own);
    merge(places[at] as Place, own);
  }
}

function reportErrors({ spec, path }: EntityFetch, { state, slots, table }: Round): void {
  let paths: (string | number)[][] | undefined;
  slots.forEach((slot, at) => {
    for (const error of table.errors.get(slot) ?? []) {
      paths ??= pathsOfPlaces(state.data, path);
      report(state, { subgraph: spec.query.subgraph, error, path: [...(paths[at] ?? []), ...(error.path ?? [])] });
    }
  });
}
