import { isCurrencyCode } from '@stoa/kernel';
import { z } from 'zod';
import type { ProviderEvent, RefundReport } from '../payment-provider.ts';
import type { AttemptReport } from '../../domain/record-report.ts';
import type { SandboxPayment, SandboxRefund } from './sandbox-payment.ts';

/** The body of a web hook about a payment, as the sandbox writes it. */
export const paymentEvent = (eventId: string, payment: SandboxPayment, at: Date): string =>
  JSON.stringify({
    id: eventId,
    type: `payment.${payment.status.toLowerCase()}`,
    created: at.toISOString(),
    payment: {
      id: payment.id,
      reference: payment.reference,
      status: payment.status,
      ...payment.amount,
      failureReason: payment.failureReason,
    },
  });

/** The body of a web hook about a refund. */
export const refundEvent = (eventId: string, refund: SandboxRefund, at: Date): string =>
  JSON.stringify({
    id: eventId,
    type: `refund.${refund.status.toLowerCase()}`,
    created: at.toISOString(),
    refund: {
      id: refund.id,
      reference: refund.reference,
      status: refund.status,
      ...refund.amount,
      failureReason: refund.failureReason,
    },
  });

const amount = { amountMinor: z.int(), currencyCode: z.string().refine(isCurrencyCode) };
const hook = z.object({
  id: z.string().min(1).max(100),
  type: z.string(),
  payment: z
    .object({
      id: z.string(),
      reference: z.string(),
      status: z.enum(['REQUIRES_ACTION', 'PROCESSING', 'CAPTURED', 'FAILED', 'CANCELLED']),
      ...amount,
      failureReason: z.string().nullable(),
    })
    .optional(),
  refund: z
    .object({
      reference: z.string(),
      status: z.enum(['SUCCEEDED', 'FAILED']),
      ...amount,
      failureReason: z.string().nullable(),
    })
    .optional(),
});

/** The id of an event, or undefined when it is no event of the sandbox. */
export const eventIdOf = (body: string): string | undefined => parsed(body)?.id;

/** What a web hook of the sandbox says. */
export const readSandboxEvent = (body: string): ProviderEvent | undefined => {
  const { payment, refund } = parsed(body) ?? {};
  if (payment) {
    const { amountMinor, currencyCode } = payment;
    return {
      kind: 'PAYMENT',
      reference: payment.reference,
      report: {
        providerId: payment.id,
        status: payment.status,
        amount: { amountMinor, currencyCode },
        failureReason: payment.failureReason,
      },
    };
  }
  return refund && { kind: 'REFUND', reference: refund.reference, report: reportOfRefund(refund) };
};

/** A payment of the sandbox as the port tells it. */
export const reportOf = ({ id, status, amount: asked, failureReason }: SandboxPayment): AttemptReport => ({
  providerId: id,
  status,
  amount: asked,
  failureReason,
});

/** A refund of the sandbox as the port tells it. */
export const reportOfRefund = ({
  status,
  failureReason,
}: Pick<SandboxRefund, 'status' | 'failureReason'>): RefundReport => ({ status, failureReason });

function parsed(body: string) {
  try {
    return hook.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
