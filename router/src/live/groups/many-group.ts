import type { EventKeys } from '@stoa/contracts';
import type { EngineAnswer } from '../../engine/engine.ts';
import { answerText } from '../../front/answer-text.ts';
import type { LiveAnswer } from '../live-graph.ts';
import { coded, nothingToFollow } from '../live-errors.ts';
import type { ReadQueue } from '../read-queue.ts';
import { EventGroup, type EventGroupOptions } from './event-group.ts';
import { isRequestError, isTransient } from './group.ts';
import type { Member } from './member.ts';

/** Changed things that wait to be read at most; more, and the list has to be read again. */
const MOST_PENDING = 1_000;
/** Members who come within this time share the answer to whether they may, milliseconds. */
const GATE_FRESH_MS = 1_000;
/** How often a change is read again that was not whole. */
const MOST_TRIES = 5;
const FIRST_RETRY_MS = 500;

/**
 * Those who follow whatever changes among many things, in the same way. Each change is read once, one after the other; a thing
 * that changes again before it was read is read once. What changed before they came they have to read themselves.
 */
export class ManyGroup extends EventGroup {
  readonly #missed: string;
  /** What has changed, and how often it was tried to read it. */
  readonly #pending = new Map<string, number>();
  readonly #gates: ReadQueue;
  #isReading = false;
  #isAsking = false;
  #gateSeenAt = -Infinity;

  constructor(options: EventGroupOptions) {
    super(options);
    this.#gates = options.gates;
    this.#missed = answerText({
      data: this.nothing,
      errors: [
        {
          ...coded('EVENTS_MISSED', 'Changes may have been missed: read the list again.'),
          path: [options.responseName],
        },
      ],
    });
  }

  /** Asks whether the viewer may (still) follow; who may not is told. */
  recheck(): void {
    if (this.#isAsking || this.isEmpty || !this.eventField.gate) return;
    this.#isAsking = true;
    this.#gates.add(this.#askGate);
  }

  protected override joined(member: Member): void {
    member.isNew = false;
    if (performance.now() - this.#gateSeenAt > GATE_FRESH_MS) this.recheck();
  }

  override heard(keys: EventKeys): void {
    const changed = keys[this.eventField.key];
    if (changed === undefined) return;
    for (const one of typeof changed === 'string' ? [changed] : changed) this.#pending.set(one, 0);
    if (this.#pending.size > MOST_PENDING) this.reread();
    else this.#wake();
  }

  override reread(): void {
    this.#pending.clear();
    this.#tellMissed();
  }

  #tellMissed(): void {
    const answer: LiveAnswer = { text: this.#missed, about: MISSED, cursor: undefined, missed: this.#missed };
    for (const member of this.members) member.next(answer);
  }

  override swapped(): void {
    try {
      this.events();
    } catch (error) {
      this.failed(error);
    }
  }

  protected override ended(): void {
    super.ended();
    this.#pending.clear();
  }

  #wake(): void {
    if (this.#isReading || this.isEmpty) return;
    this.#isReading = true;
    this.queue.add(this.#read);
  }

  readonly #read = async (): Promise<void> => {
    const [next] = this.#pending;
    if (next) {
      const [key, tries] = next;
      this.#pending.delete(key);
      try {
        const events = this.events();
        const answer = await this.viewer.read(events.answer, { [events.keyVariable]: key });
        this.#take(answer, { key, tries });
      } catch (error) {
        this.failed(error);
      }
    }
    this.#isReading = false;
    if (this.#pending.size > 0) this.#wake();
  };

  #take(answer: EngineAnswer, { key, tries }: { key: string; tries: number }): void {
    const errors = answer.errors ?? [];
    if (isRequestError(answer)) {
      this.endAll(errors);
      return;
    }
    if (answer.data === this.nothing && errors.length === 0) {
      // Not this one, or nothing any more?
      this.recheck();
      return;
    }
    const isWhole = !isTransient(errors);
    if (isWhole || tries === 0) {
      const text = answerText({ data: answer.data ?? 'null', errors });
      const state: LiveAnswer = { text, about: key, cursor: undefined, missed: this.#missed };
      for (const member of this.members) member.next(state);
    }
    if (!isWhole) this.#readAgainLater(key, tries);
  }

  #readAgainLater(key: string, tries: number): void {
    if (tries + 1 >= MOST_TRIES) {
      this.#tellMissed();
      return;
    }
    setTimeout(
      () => {
        if (this.isEmpty || this.#pending.has(key)) return;
        this.#pending.set(key, tries + 1);
        this.#wake();
      },
      FIRST_RETRY_MS * 2 ** tries,
    ).unref();
  }

  readonly #askGate = async (): Promise<void> => {
    try {
      const { gate, keyVariable } = this.events();
      if (gate && !this.isEmpty) this.#takeGate(await this.viewer.read(gate, { [keyVariable]: this.value }));
    } catch (error) {
      this.failed(error);
    }
    this.#isAsking = false;
  };

  #takeGate({ data, errors = [] }: EngineAnswer): void {
    if (data !== undefined && data !== this.nothing) this.#gateSeenAt = performance.now();
    // Null because a domain does not answer is no answer: who followed goes on.
    else if (!isTransient(errors)) this.endAll(nothingToFollow());
  }
}

const MISSED = '\0missed';
