/** Events of a subgraph, published by hand to whoever subscribes. */
export class Feed<Event> {
  readonly #subscribers = new Set<(event: Event) => void>();
  readonly #changes = new Set<() => void>();

  get subscribers(): number {
    return this.#subscribers.size;
  }

  /** Comes true when so many subscribe. */
  async until(count: number): Promise<void> {
    while (this.#subscribers.size !== count)
      await new Promise<void>((resolve) => {
        const changed = () => {
          this.#changes.delete(changed);
          resolve();
        };
        this.#changes.add(changed);
      });
  }

  publish(event: Event): void {
    for (const subscriber of this.#subscribers) subscriber(event);
  }

  subscribe(): AsyncIterableIterator<Event> {
    const waiting: Event[] = [];
    let wake: (() => void) | undefined;
    let isOver = false;
    const hear = (event: Event) => {
      waiting.push(event);
      wake?.();
    };
    this.#subscribers.add(hear);
    this.#changed();
    const next = async (): Promise<IteratorResult<Event>> => {
      while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      return isOver ? { value: undefined, done: true } : { value: waiting.shift() as Event, done: false };
    };
    const end = async (): Promise<IteratorResult<Event>> => {
      isOver = true;
      this.#subscribers.delete(hear);
      this.#changed();
      wake?.();
      return { value: undefined, done: true };
    };
    return { next, return: end, throw: end, [Symbol.asyncIterator]: () => iterator() };
    function iterator(): AsyncIterableIterator<Event> {
      return { next, return: end, throw: end, [Symbol.asyncIterator]: iterator };
    }
  }

  #changed(): void {
    for (const changed of [...this.#changes]) changed();
  }
}
