import { addressToCount } from '../../rates/client-address.ts';

/** How many sockets of each address have not said yet who they are. */
export class InitializingSockets {
  readonly #most: number;
  readonly #byAddress = new Map<string, number>();
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  isCrowded(address: string): boolean {
    return (this.#byAddress.get(addressToCount(address)) ?? 0) >= this.#most;
  }

  enter(address: string): void {
    const counted = addressToCount(address);
    this.#byAddress.set(counted, (this.#byAddress.get(counted) ?? 0) + 1);
    this.#size += 1;
  }

  leave(address: string): void {
    const counted = addressToCount(address);
    const left = (this.#byAddress.get(counted) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(counted, left);
    else this.#byAddress.delete(counted);
    this.#size -= 1;
  }
}
