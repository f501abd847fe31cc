import { err, invalidInput, money, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { mayRefund } from '../domain/access.ts';
import * as domain from '../domain/refund.ts';

export interface RequestRefund {
  readonly orderId: string;
  /** Minor units of the order's currency; everything that is left when absent. */
  readonly amountMinor?: string | null | undefined;
  readonly reason: string;
  readonly expectedVersion?: number | null | undefined;
}

const LONGEST_REASON = 200;

/** The shop that has sold all of the order, or support, gives money back. */
export const requestRefund =
  ({ orders, members }: Rooms) =>
  async (door: Door, { orderId, amountMinor, reason, expectedVersion }: RequestRefund) => {
    if (reason.trim() === '' || reason.length > LONGEST_REASON)
      return err(invalidInput('reason', `From 1 to ${LONGEST_REASON} characters.`));
    const wanted = amountMinor == null ? undefined : Number(amountMinor);
    if (wanted !== undefined && !(Number.isSafeInteger(wanted) && wanted > 0))
      return err(invalidInput('amountMinor', 'A whole number from 1.'));
    const shopIds = await members.shopsOf(door.caller);
    return orders.update(orderId, { door, expectedVersion, allow: mayRefund(door.caller, shopIds) }, (order) =>
      domain.requestRefund({
        amount: wanted === undefined ? undefined : money(wanted, order.totals.total.currencyCode),
        reason,
        at: door.at,
        newId,
      })(order),
    );
  };
