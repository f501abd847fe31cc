import type { Clock } from '@stoa/kernel';

/** How long a tick is, milliseconds: what is timed here is true to a few of them. */
export const TICK_MS = 100;

/** Small integers, which cost a socket no memory of their own. */
export interface Moment {
  /**
   * Ticks that this process was there for. One that was stopped for a while has not listened meanwhile, and must not take
   * everybody for dead when it goes on.
   */
  tick: number;
  /** Ticks of the clock on the wall, since this process began. */
  wall: number;
}

/** What a sweep comes by. */
export interface Swept {
  /** Where it stands among the others; kept for it here. */
  place: number;
  readonly look: (now: Moment) => void;
}

/** In how many ticks a sweep comes by everybody: in each, a part of them. */
const ROUND = 4;

/** All sockets, and the one timer for all of them; it runs while there are any. */
export class SweptSockets<T extends Swept> {
  readonly now: Moment;
  readonly #clock: Clock;
  readonly #began: number;
  readonly #all: T[] = [];
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now().getTime();
    this.now = { tick: 0, wall: 0 };
  }

  get size(): number {
    return this.#all.length;
  }

  /** All that are there now. */
  snapshot(): readonly T[] {
    return [...this.#all];
  }

  /** The first tick of the wall's clock at which a time, in milliseconds since 1970, has come. */
  wallTickOf(time: number): number {
    return Math.ceil((time - this.#began) / TICK_MS);
  }

  add(one: T): void {
    one.place = this.#all.push(one) - 1;
    this.#timer ??= setInterval(() => this.#sweep(), TICK_MS);
  }

  /** Idempotent. */
  remove(one: T): void {
    if (this.#all[one.place] !== one) return;
    // The last one takes its place.
    const last = this.#all.pop() as T;
    if (last !== one) {
      last.place = one.place;
      this.#all[one.place] = last;
    }
    if (this.#all.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #sweep(): void {
    this.now.tick += 1;
    this.now.wall = Math.floor((this.#clock.now().getTime() - this.#began) / TICK_MS);
    for (let left = Math.ceil(this.#all.length / ROUND); left > 0; left -= 1) {
      if (this.#next >= this.#all.length) this.#next = 0;
      this.#all[this.#next]?.look(this.now);
      this.#next += 1;
    }
  }
}

/** A tick that no process lives to see. */
export const NEVER = 2 ** 30;

/** Milliseconds in whole ticks, one at least. */
export const ticks = (ms: number): number => Math.max(Math.ceil(ms / TICK_MS), 1);
