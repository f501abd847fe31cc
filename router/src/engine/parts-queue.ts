import type { PartsBatch } from './answer-parts.ts';

type Batch = Omit<PartsBatch, 'hasNext'>;

/** What was completed and waits to be asked for: all of it goes together. */
export class PartsQueue {
  readonly #ended = Promise.withResolvers<void>();
  #completed: Batch['completed'] = [];
  #pending: Batch['pending'] = [];
  #isClosed = false;
  #hasSaidLast = false;
  #asked: ((batch: PartsBatch | undefined) => void) | undefined;

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  readonly next = (): Promise<PartsBatch | undefined> => {
    if (this.#hasSaidLast) return Promise.resolve(undefined);
    if (this.#completed.length > 0 || this.#isClosed) return Promise.resolve(this.#take());
    return new Promise((resolve) => {
      this.#asked = resolve;
    });
  };

  add({ completed, pending }: Batch): void {
    this.#completed = [...this.#completed, ...completed];
    this.#pending = [...this.#pending, ...pending];
  }

  /** After what was added together. `isLast`: nothing more comes. */
  settle(isLast: boolean): void {
    if (isLast && !this.#isClosed) {
      this.#isClosed = true;
      this.#ended.resolve();
    }
    if (!this.#asked || (this.#completed.length === 0 && !this.#isClosed)) return;
    const asked = this.#asked;
    this.#asked = undefined;
    asked(this.#take());
  }

  #take(): PartsBatch {
    const batch = { completed: this.#completed, pending: this.#pending, hasNext: !this.#isClosed };
    this.#completed = [];
    this.#pending = [];
    this.#hasSaidLast = this.#isClosed;
    return batch;
  }
}
