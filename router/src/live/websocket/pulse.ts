/** Whether somebody is still there, and how much they have to say. Times are in ticks. */
export class Pulse {
  /** When they are asked for a sign of life; or taken for gone, if they were asked and have not given one. */
  #at: number;
  #isAsked = false;
  #window = 0;
  #frames = 0;

  constructor(firstAt: number) {
    this.#at = firstAt;
  }

  /** A frame has come. @returns whether there were not more than `most` of them */
  hear(tick: number, most: number): boolean {
    this.#isAsked = false;
    const window = Math.floor(tick / WINDOW);
    if (window !== this.#window) {
      this.#window = window;
      this.#frames = 0;
    }
    this.#frames += 1;
    return this.#frames <= most;
  }

  /** What is due by now. Who was asked at another time than others stays so. */
  beat(tick: number, heartbeat: number): 'nothing' | 'ask' | 'gone' {
    if (tick < this.#at) return 'nothing';
    if (this.#isAsked) return 'gone';
    this.#isAsked = true;
    this.#at = tick + heartbeat;
    return 'ask';
  }

  /** Nothing can reach them at the moment, so nothing is expected of them. */
  rest(until: number): void {
    this.#at = until;
  }
}

/** Ticks over which frames are counted: five seconds. */
export const WINDOW = 50;
