import { err, invalidInput } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { owns } from '../domain/access.ts';
import { MOST_LINES } from '../domain/cart.ts';
import * as decisions from '../domain/change-lines.ts';
import { checkedLines } from './checked-lines.ts';

interface OfCart {
  readonly cartId: string;
  readonly expectedVersion?: number | null | undefined;
}
const options = (door: Door, { expectedVersion }: OfCart) => ({ door, expectedVersion, allow: owns(door.caller) });

/** Sets how many of some lines are wanted; none takes a line out. */
export const updateLines =
  ({ carts }: Rooms) =>
  async (
    door: Door,
    input: OfCart & { readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] },
  ) => {
    const checked = checkedLines(input.lines, { least: 0 });
    return checked.ok
      ? carts.update(input.cartId, options(door, input), decisions.updateLines(checked.value))
      : checked;
  };

/** Takes lines out. */
export const removeLines =
  ({ carts }: Rooms) =>
  async (door: Door, input: OfCart & { readonly lineIds: readonly string[] }) =>
    input.lineIds.length > MOST_LINES
      ? err(invalidInput('lineIds', `Give up to ${MOST_LINES} lines.`))
      : carts.update(input.cartId, options(door, input), decisions.removeLines(input.lineIds));

/** Takes everything out. */
export const clearCart =
  ({ carts }: Rooms) =>
  (door: Door, input: OfCart) =>
    carts.update(input.cartId, options(door, input), decisions.clear);

/** Takes the prices as they are for seen. */
export const acknowledgeWarnings =
  ({ carts }: Rooms) =>
  (door: Door, input: OfCart) =>
    carts.update(input.cartId, options(door, input), decisions.acknowledge);
