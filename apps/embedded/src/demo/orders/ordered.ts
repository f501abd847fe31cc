import type { Caller } from '@stoa/kernel';

/** An order of the demo market, once it is made. */
export interface Ordered {
  readonly key: string;
  readonly id: string;
  /** Who may see and pay it. */
  readonly buyer: Caller;
}
