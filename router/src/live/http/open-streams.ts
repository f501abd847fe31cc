import { shuttingDown, tooManyStreams } from './stream-refusals.ts';
import type { StreamBounds, StreamEnding, StreamMetrics, StreamTimes } from './stream-options.ts';
import type { StreamTransport } from './wanted-transport.ts';

/** What is looked at from time to time. */
export interface Swept {
  /** @param now milliseconds since 1970 */
  readonly sweep: (now: number) => void;
  /** Ends it at once. */
  readonly destroy: () => void;
}

export interface OpenStream extends Swept {
  readonly transport: StreamTransport;
  readonly ending: StreamEnding;
  /** Ends it so that its client connects again. */
  readonly drain: () => void;
}

export interface OpenStreamsOptions {
  readonly bounds: StreamBounds;
  readonly times: StreamTimes;
  readonly metrics: StreamMetrics;
  readonly now: () => number;
}

const DRAIN_STEP_MS = 50;

/** All streams of this process. Their times are counted in sweeps: one timer serves them all, and runs only while there are any. */
export class OpenStreams {
  readonly times: StreamTimes;
  /** Sweeps so far. */
  tick = 0;
  isDraining = false;
  readonly #options: OpenStreamsOptions;
  readonly #open = new Set<OpenStream>();
  readonly #reserved = new Set<Swept>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: OpenStreamsOptions) {
    this.#options = options;
    this.times = options.times;
  }

  get size(): number {
    return this.#open.size;
  }

  ticks(ms: number): number {
    return Math.ceil(ms / this.times.sweepMs);
  }

  /** @throws Refusal, 503, when no stream may be opened. */
  admit(): void {
    if (this.isDraining) throw shuttingDown();
    if (this.#open.size >= this.#options.bounds.streams) throw tooManyStreams();
  }

  /** Counts a stream until it is removed. */
  add(stream: OpenStream): void {
    this.#reserved.delete(stream);
    this.#open.add(stream);
    this.#options.metrics.opened(stream.transport);
    this.#keepTime();
  }

  /** The oldest makes room for it. */
  reserve(stream: Swept): void {
    const [oldest] = this.#reserved.size >= this.#options.bounds.reservations ? this.#reserved : [];
    oldest?.destroy();
    this.#reserved.add(stream);
    this.#keepTime();
  }

  release(reserved: Swept): void {
    this.#reserved.delete(reserved);
    this.#rest();
  }

  remove(stream: OpenStream): void {
    if (!this.#open.delete(stream)) return;
    this.#options.metrics.closed(stream.transport, stream.ending);
    this.#rest();
  }

  /** Opens no more, and ends all that are open, one after another over `withinMs`. Resolves when none is left. */
  async drain(withinMs: number): Promise<void> {
    this.isDraining = true;
    for (const reserved of this.#reserved) reserved.destroy();
    const leaving = [...this.#open];
    const spreadMs = Math.max(withinMs - 2 * DRAIN_STEP_MS, 0);
    const began = performance.now();
    let left = 0;
    while (this.#open.size > 0) {
      const elapsed = performance.now() - began;
      const due = elapsed >= spreadMs ? leaving.length : Math.floor((leaving.length * elapsed) / spreadMs);
      for (; left < due; left += 1) leaving[left]?.drain();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_STEP_MS));
      if (elapsed >= withinMs) break;
    }
    // Whoever did not take its farewell in time.
    for (const stream of this.#open) stream.destroy();
  }

  #keepTime(): void {
    this.#timer ??= setInterval(() => this.#sweep(), this.times.sweepMs).unref();
  }

  #rest(): void {
    if (this.#open.size + this.#reserved.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #sweep(): void {
    this.tick += 1;
    const now = this.#options.now();
    for (const stream of this.#open) stream.sweep(now);
    for (const stream of this.#reserved) stream.sweep(now);
  }
}
