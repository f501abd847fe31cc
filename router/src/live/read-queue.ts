/** Reads wait for their turn here: a thousand groups that must all be read again do not reach the graph at once. */
export class ReadQueue {
  readonly #most: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #next = 0;
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs a read when its turn comes, in the order given. The read never rejects. */
  add(read: () => Promise<void>): void {
    if (this.#running < this.#most) this.#run(read);
    else this.#waiting.push(read);
  }

  #run(read: () => Promise<void>): void {
    this.#running += 1;
    void read().then(this.#ended);
  }

  readonly #ended = (): void => {
    this.#running -= 1;
    const next = this.#waiting[this.#next];
    if (next === undefined) return;
    this.#next += 1;
    // What has gone is let go now and then, not one by one.
    if (this.#next === this.#waiting.length || this.#next > 1_024) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    this.#run(next);
  };
}
