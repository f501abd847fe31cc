import { RefundRequested } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const refundWhenRefundRequested = on(
  RefundRequested,
  ({ commands }: House) =>
    ({ orderId, refundId, amount, reason }, door) =>
      commands.requestRefund(door, { orderId, refundId, amount, reason }),
);
