import type { EventKeys, Topic } from '@stoa/contracts';
import type { FedByEvents } from '../../engine/engine.ts';
import type { EventField, EventKey } from '../events/event-field.ts';
import type { EventIndex, Follower } from '../events/event-index.ts';
import { LiveRefusal } from '../live-errors.ts';
import type { ReadQueue } from '../read-queue.ts';
import { followedValue } from './followed-value.ts';
import { Group, type GroupOptions } from './group.ts';

export interface EventGroupOptions extends GroupOptions {
  readonly eventField: EventField;
  /** What the key of an event has to be. */
  readonly value: string;
  readonly index: EventIndex;
  readonly queue: ReadQueue;
  readonly gates: ReadQueue;
}

/** Those who are told of the same events. */
export abstract class EventGroup extends Group implements Follower {
  value: string;
  protected readonly queue: ReadQueue;
  /** The data of an answer that shows nothing. */
  protected readonly nothing: string;
  protected eventField: EventField;
  readonly #index: EventIndex;

  constructor(options: EventGroupOptions) {
    super(options);
    this.value = options.value;
    this.queue = options.queue;
    this.eventField = options.eventField;
    this.#index = options.index;
    this.nothing = `{${JSON.stringify(options.responseName)}:null}`;
  }

  abstract heard(keys: EventKeys): void;
  /** Events may have been missed. */
  abstract reread(): void;

  get topics(): readonly Topic[] {
    return this.eventField.topics;
  }

  get field(): EventKey {
    return this.eventField.field;
  }

  // Heard first, read then: nothing that happens in between is missed.
  protected override began(): void {
    this.#index.add(this);
  }

  protected override ended(): void {
    this.#index.delete(this);
  }

  /** How events are answered on the current engine, which may feed the field by others. @throws LiveRefusal */
  protected events(): FedByEvents {
    const { events } = this.viewer.live();
    if (events?.field.followsOne !== this.eventField.followsOne)
      throw new LiveRefusal([{ message: 'its events are others now' }]);
    if (events.field !== this.eventField) {
      const value = followedValue(events, this.viewer);
      this.#index.delete(this);
      this.eventField = events.field;
      this.value = value;
      if (!this.isEmpty) this.#index.add(this);
    }
    return events;
  }
}
