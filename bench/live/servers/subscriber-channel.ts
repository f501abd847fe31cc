/** What one subscriber of a graphql-js subscription reads from: states wait in a queue until they are asked for. */
export class SubscriberChannel<Value> implements AsyncIterableIterator<Value> {
  readonly #onReturn: () => void;
  #queue: Value[] = [];
  #waiting: ((result: IteratorResult<Value>) => void)[] = [];
  #isOver = false;

  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  push(value: Value): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting({ value, done: false });
    else this.#queue.push(value);
  }

  next(): Promise<IteratorResult<Value>> {
    if (this.#queue.length > 0) return Promise.resolve({ value: this.#queue.shift() as Value, done: false });
    if (this.#isOver) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Value>> {
    this.#isOver = true;
    this.#queue = [];
    for (const waiting of this.#waiting) waiting({ value: undefined, done: true });
    this.#waiting = [];
    this.#onReturn();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
