import type { LiveOperation } from '../../engine/engine.ts';
import type { EventIndex } from '../events/event-index.ts';
import type { ReadQueue } from '../read-queue.ts';
import type { Group, GroupOptions } from './group.ts';
import { followedValue } from './followed-value.ts';
import { ManyGroup } from './many-group.ts';
import { OneGroup } from './one-group.ts';
import { StreamGroup } from './stream-group.ts';
import type { View, Viewer } from './viewer.ts';

export interface GroupsOptions extends Pick<GroupOptions, 'log'> {
  readonly index: EventIndex;
  readonly queue: ReadQueue;
  /** Where it is asked who may still follow, beside the reads: neither keeps the other waiting. */
  readonly gates: ReadQueue;
}

export interface Joining {
  readonly viewer: Viewer;
  readonly live: LiveOperation;
  /** Names of the supergraph's subgraphs. */
  readonly subgraphs: readonly string[];
}

/** The groups there are, by what their members have in common. */
export class Groups {
  readonly #options: GroupsOptions;
  /** By the document first: it is long, and most have one of a few. */
  readonly #byDocument = new Map<string, Map<string, Group>>();

  constructor(options: GroupsOptions) {
    this.#options = options;
  }

  /** The group of a view, made when it is the first. @throws LiveRefusal when there is nothing that could be followed */
  groupOf(joining: Joining): Group {
    const { view } = joining.viewer;
    const key = keyOf(view, joining.subgraphs);
    let groups = this.#byDocument.get(view.query);
    const known = groups?.get(key);
    if (known) {
      known.viewer.sharedWith(view, joining.subgraphs);
      return known;
    }
    const group = this.#made(joining, () => this.#forget(view.query, key));
    if (!groups) this.#byDocument.set(view.query, (groups = new Map<string, Group>()));
    groups.set(key, group);
    return group;
  }

  *all(): Iterable<Group> {
    for (const groups of this.#byDocument.values()) yield* groups.values();
  }

  get count(): number {
    let count = 0;
    for (const groups of this.#byDocument.values()) count += groups.size;
    return count;
  }

  #made({ viewer, live }: Joining, onEmpty: () => void): Group {
    const { log, index, queue, gates } = this.#options;
    const { responseName, events } = live;
    if (!events) return new StreamGroup({ viewer, responseName, log, onEmpty });
    const value = followedValue(events, viewer);
    const options = { viewer, responseName, log, onEmpty, index, queue, gates, value, eventField: events.field };
    return events.field.followsOne ? new OneGroup(options) : new ManyGroup(options);
  }

  #forget(query: string, key: string): void {
    const groups = this.#byDocument.get(query);
    groups?.delete(key);
    if (groups?.size === 0) this.#byDocument.delete(query);
  }
}

function keyOf({ operationName, variables, who }: View, subgraphs: readonly string[]): string {
  const { identity, headersFor } = who;
  // With their names: the next graph's subgraphs are others, and headers of one are not those of another.
  const headers = headersFor && subgraphs.map((subgraph) => [subgraph, headersFor(subgraph)]);
  return JSON.stringify([operationName, variables, identity.key, headers]);
}
