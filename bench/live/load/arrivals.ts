/** States as they arrived, in order: of which socket, with which version, when on the shared clock. */
export interface Arrivals {
  readonly socket: Uint32Array;
  readonly version: Uint32Array;
  readonly at: Float64Array;
}

/** Arrivals in arrays that grow, as an object for each would be garbage in the middle of a measurement. */
export class ArrivalLog {
  #length = 0;
  #socket = new Uint32Array(FIRST);
  #version = new Uint32Array(FIRST);
  #at = new Float64Array(FIRST);

  get length(): number {
    return this.#length;
  }

  add(socket: number, version: number, at: number): void {
    if (this.#length === this.#at.length) this.#grow();
    this.#socket[this.#length] = socket;
    this.#version[this.#length] = version;
    this.#at[this.#length] = at;
    this.#length += 1;
  }

  /** All of them; the log is empty afterwards. */
  take(): Arrivals {
    const taken = {
      socket: this.#socket.slice(0, this.#length),
      version: this.#version.slice(0, this.#length),
      at: this.#at.slice(0, this.#length),
    };
    this.#length = 0;
    return taken;
  }

  #grow(): void {
    const size = this.#at.length * 2;
    const [socket, version, at] = [new Uint32Array(size), new Uint32Array(size), new Float64Array(size)];
    socket.set(this.#socket);
    version.set(this.#version);
    at.set(this.#at);
    [this.#socket, this.#version, this.#at] = [socket, version, at];
  }
}

const FIRST = 1 << 17;
