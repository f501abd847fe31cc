import type { WebSocket } from 'ws';

/** Who has more to send as soon as there is room. */
export interface Waiting {
  readonly flush: () => void;
}

/** Sends text over one socket, and knows how much of it the client has not taken yet. */
export class MessageWire {
  readonly #socket: WebSocket;
  readonly #fullBytes: number;
  #waiting: Waiting | undefined;
  /** Made for clients that are slow, once. */
  #taken: (() => void) | undefined;
  #isReading = true;
  /** What waited when it was looked at last, and the tick at which something had been taken of it. */
  #buffered = 0;
  #tookAt = 0;

  constructor(socket: WebSocket, fullBytes: number) {
    this.#socket = socket;
    this.#fullBytes = fullBytes;
  }

  set waiting(waiting: Waiting) {
    this.#waiting = waiting;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  isFull(): boolean {
    return this.#socket.bufferedAmount > this.#fullBytes;
  }

  send(text: string): void {
    const socket = this.#socket;
    // Whoever takes everything at once is not asked to say so. A character has at most four bytes.
    if (socket.bufferedAmount === 0 && text.length * 4 <= this.#fullBytes) socket.send(text);
    else socket.send(text, (this.#taken ??= () => this.#hasTaken()));
  }

  /** Until the client has taken something of what waits: it cannot make us keep ever more answers for it. */
  stopReading(): void {
    this.#isReading = false;
    this.#socket.pause();
  }

  startReading(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#socket.resume();
  }

  /** @returns for how many ticks the client has taken nothing of what waits for it; undefined when nothing waits */
  stalledFor(tick: number): number | undefined {
    const { bufferedAmount } = this.#socket;
    if (bufferedAmount === 0 || bufferedAmount < this.#buffered) this.#tookAt = tick;
    this.#buffered = bufferedAmount;
    return bufferedAmount === 0 ? undefined : tick - this.#tookAt;
  }

  #hasTaken(): void {
    // More may have come to wait meanwhile, so that the amount alone does not tell.
    this.#buffered = Number.MAX_SAFE_INTEGER;
    this.startReading();
    this.#waiting?.flush();
  }
}
