import { newId } from '@stoa/kernel';
import { signBody } from '../src/providers/webhook-signature.ts';
import { SANDBOX_SECRET, type TestPayments } from './open-payments.ts';

interface AWebHook {
  readonly id?: string;
  readonly reference: string;
  readonly status: 'REQUIRES_ACTION' | 'PROCESSING' | 'CAPTURED' | 'FAILED' | 'CANCELLED';
  readonly amountMinor?: number;
  readonly currencyCode?: string;
}

/** The body of a web hook of the sandbox about a payment of 49.90 EUR. */
export const aWebHook = ({
  id = newId('sbxe'),
  reference,
  status,
  amountMinor = 4_990,
  currencyCode = 'EUR',
}: AWebHook) =>
  JSON.stringify({
    id,
    type: `payment.${status.toLowerCase()}`,
    payment: {
      id: 'sbxp_1',
      reference,
      status,
      amountMinor,
      currencyCode,
      failureReason: status === 'FAILED' ? 'CARD_DECLINED' : null,
    },
  });

/** Sends a web hook as the sandbox would; answers the HTTP status. */
export const sendHook = async (
  payments: TestPayments,
  body: string,
  {
    secret = SANDBOX_SECRET,
    at = payments.clock.now(),
    signature = signBody(secret, body, at),
    provider = 'sandbox',
  } = {},
): Promise<number | undefined> => {
  const answer = await payments.http(`/hooks/${provider}`, {
    method: 'POST',
    headers: { 'sandbox-signature': signature },
    body,
  });
  return answer?.status;
};
