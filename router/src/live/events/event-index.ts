import type { EventKeys, Topic } from '@stoa/contracts';
import type { EventKey } from './event-field.ts';

/** Who follows something by a key of its events. */
export interface Follower {
  readonly topics: readonly Topic[];
  readonly field: EventKey;
  /** What the key has to be, or to contain. */
  readonly value: string;
  readonly heard: (keys: EventKeys) => void;
}

/** Finds the followers of an event. */
export class EventIndex {
  readonly #byKey = new Map<Topic, Map<EventKey, Map<string, Set<Follower>>>>();

  add(follower: Follower): void {
    for (const topic of follower.topics) {
      const byField = entry(this.#byKey, topic, () => new Map<EventKey, Map<string, Set<Follower>>>());
      const byValue = entry(byField, follower.field, () => new Map<string, Set<Follower>>());
      entry(byValue, follower.value, () => new Set<Follower>()).add(follower);
    }
  }

  delete(follower: Follower): void {
    for (const topic of follower.topics) this.#deleteFrom(topic, follower);
  }

  #deleteFrom(topic: Topic, follower: Follower): void {
    const { field, value } = follower;
    const byField = this.#byKey.get(topic);
    const byValue = byField?.get(field);
    const followers = byValue?.get(value);
    if (!byField || !byValue || !followers?.delete(follower)) return;
    if (followers.size > 0) return;
    byValue.delete(value);
    if (byValue.size > 0) return;
    byField.delete(field);
    if (byField.size === 0) this.#byKey.delete(topic);
  }

  /** Whether anybody follows anything of a topic: what nobody follows need not be read. */
  has(topic: Topic): boolean {
    return this.#byKey.has(topic);
  }

  /** Tells everybody who follows one of an event's keys, each once. */
  tell(topic: Topic, keys: EventKeys): void {
    const byField = this.#byKey.get(topic);
    if (!byField) return;
    for (const [field, byValue] of byField) {
      const key = keys[field];
      if (key === undefined) continue;
      if (typeof key === 'string') tellAll(byValue.get(key), keys);
      else for (const value of new Set(key)) tellAll(byValue.get(value), keys);
    }
  }
}

function tellAll(followers: ReadonlySet<Follower> | undefined, keys: EventKeys): void {
  if (followers) for (const follower of followers) follower.heard(keys);
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
