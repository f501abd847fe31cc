import type { Announcement } from '@stoa/kernel';
import type { Cart } from './cart.ts';

/** What becomes of several carts at once; the ones not named stay as they are. */
export type Rearrangement<Refusal> =
  | { readonly kind: 'rearranged'; readonly carts: readonly RearrangedCart[] }
  | { readonly kind: 'refused'; readonly failure: Refusal };

export interface RearrangedCart {
  /** The cart as it becomes, with the version it had; version 1 when it is new. */
  readonly cart: Cart;
  readonly events: readonly Announcement[];
}

export const rearranged = (carts: readonly RearrangedCart[]) => ({ kind: 'rearranged', carts }) as const;
