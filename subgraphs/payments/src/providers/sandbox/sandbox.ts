import type { Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import type { SandboxStore } from '../../persistence/sandbox-store.ts';
import { signBody } from '../webhook-signature.ts';
import type { PageSecrets } from './page-secrets.ts';
import { answerChallenge, approve, decline, payLater, settle, type SandboxPayment } from './sandbox-payment.ts';
import { SIGNATURE_HEADER } from './sandbox-provider.ts';

/** The sandbox as its own page and timers see it: the side of the provider that is not ours. */
export interface Sandbox {
  readonly secrets: PageSecrets;
  find(reference: string): Promise<SandboxPayment | undefined>;
  approve(reference: string): Promise<SandboxPayment | undefined>;
  decline(reference: string): Promise<SandboxPayment | undefined>;
  answerChallenge(reference: string, code: string): Promise<SandboxPayment | undefined>;
  payLater(reference: string): Promise<SandboxPayment | undefined>;
  /** Lets promised payments arrive whose time has come; answers how many. */
  settleDue(): Promise<number>;
  /** Sends web hooks that wait; answers how many were taken. What is not taken is sent again, later and later, for days. */
  deliverDue(signal: AbortSignal): Promise<number>;
}

const HOOK_TIMEOUT_MS = 5_000;
const BATCH = 20;

interface SandboxOptions {
  readonly store: SandboxStore;
  readonly clock: Clock;
  readonly secrets: PageSecrets;
  readonly hookSecret: string;
  readonly publicUrl: string;
  readonly log: Log;
}

export const sandbox = ({ store, clock, secrets, hookSecret, publicUrl, log }: SandboxOptions): Sandbox => {
  const send = async ({ eventId, body }: { eventId: string; body: string }, signal: AbortSignal): Promise<boolean> => {
    try {
      const answer = await fetch(`${publicUrl}/hooks/sandbox`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signBody(hookSecret, body, clock.now()) },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(HOOK_TIMEOUT_MS)]),
      });
      await answer.arrayBuffer();
      if (answer.ok) await store.delivered(eventId);
      else log.warn({ eventId, status: answer.status }, 'the sandbox will send a web hook again');
      return answer.ok;
    } catch (error) {
      log.warn({ err: error, eventId }, 'the sandbox will send a web hook again');
      return false;
    }
  };
  return {
    secrets,
    find: (reference) => store.find(reference),
    approve: (reference) => store.change(reference, clock.now(), approve),
    decline: (reference) => store.change(reference, clock.now(), decline),
    answerChallenge: (reference, code) => store.change(reference, clock.now(), answerChallenge(code)),
    payLater: (reference) => store.change(reference, clock.now(), payLater(clock.now())),
    settleDue: async () => {
      const due = await store.dueToSettle(clock.now(), BATCH);
      for (const reference of due) await store.change(reference, clock.now(), settle);
      return due.length;
    },
    deliverDue: async (signal) => {
      const taken = await Promise.all(
        (await store.claimDeliveries(clock.now(), BATCH)).map((delivery) => send(delivery, signal)),
      );
      return taken.filter(Boolean).length;
    },
  };
};
