/** Who is told when nobody waits for an answer any more. */
export interface LeavingListener {
  leave(): void;
}

/** Whether somebody still waits for an answer. Made for the many requests that end in peace: an AbortSignal costs several µs. */
export interface Leaving {
  readonly hasLeft: boolean;
  readonly add: (listener: LeavingListener) => void;
  readonly delete: (listener: LeavingListener) => void;
}

/** A client that can leave once. */
export class Client implements Leaving {
  readonly #listeners = new Set<LeavingListener>();
  hasLeft = false;

  add(listener: LeavingListener): void {
    this.#listeners.add(listener);
  }

  delete(listener: LeavingListener): void {
    this.#listeners.delete(listener);
  }

  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    for (const listener of this.#listeners) listener.leave();
    this.#listeners.clear();
  }
}

/** The same of somebody who has an AbortSignal; it is listened to for as long as anybody here does. */
export const leavingOf = (signal: AbortSignal): Leaving => {
  const client = new Client();
  let listening = 0;
  const onAbort = () => client.leave();
  return {
    get hasLeft() {
      return signal.aborted;
    },
    add: (listener) => {
      client.add(listener);
      listening += 1;
      if (listening === 1) signal.addEventListener('abort', onAbort);
    },
    delete: (listener) => {
      client.delete(listener);
      listening -= 1;
      if (listening === 0) signal.removeEventListener('abort', onAbort);
    },
  };
};
