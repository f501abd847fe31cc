import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StoaProcess } from './stoa-process.ts';

/** A web hook about a payment, as the sandbox provider writes it. */
export interface PaymentHook {
  readonly id: string;
  readonly type: string;
  readonly created: string;
  readonly payment: {
    readonly id: string;
    readonly reference: string;
    readonly status: string;
    readonly amountMinor: number;
    readonly currencyCode: string;
    readonly failureReason: string | null;
  };
}

/** What a hook says about an attempt unless it is told otherwise: that its money was taken. */
export const capturedHook = (
  attemptId: string,
  amountMinor: number,
  change: Partial<PaymentHook['payment']> = {},
): PaymentHook => ({
  id: `sbxe_${randomUUID()}`,
  type: 'payment.captured',
  created: new Date().toISOString(),
  payment: {
    id: 'sbxp_test',
    reference: attemptId,
    status: 'CAPTURED',
    amountMinor,
    currencyCode: 'EUR',
    failureReason: null,
    ...change,
  },
});

/** The secret that the sandbox of this Stoa signs with. */
export const sandboxSecret = (stoa: StoaProcess): string => {
  const secrets = JSON.parse(readFileSync(path.join(stoa.stateDirectory, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >;
  return secrets['PAYMENTS_SANDBOX_SECRET'] ?? '';
};

/** `t=<seconds>,v1=<hex>` over time and bytes. */
export const signatureOf = (body: string, secret: string, secondsFromNow = 0): string => {
  const seconds = Math.floor(Date.now() / 1_000) + secondsFromNow;
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
};

/** Sends bytes to the provider's door with a signature, none when it is null. Answers the status. */
export const sendHook = async (
  stoa: StoaProcess,
  body: string,
  signature: string | null,
  provider = 'sandbox',
): Promise<number> => {
  const answer = await fetch(`${stoa.url}/hooks/${provider}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature !== null && { 'sandbox-signature': signature }) },
    body,
  });
  await answer.arrayBuffer();
  return answer.status;
};

/** Sends a hook as the sandbox would. */
export const sendSignedHook = (stoa: StoaProcess, hook: object): Promise<number> => {
  const body = JSON.stringify(hook);
  return sendHook(stoa, body, signatureOf(body, sandboxSecret(stoa)));
};
