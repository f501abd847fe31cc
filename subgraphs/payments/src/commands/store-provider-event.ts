import { err, ok, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { failpoint } from '@stoa/platform';
import type { WebhookRefusal } from '../providers/payment-provider.ts';
import type { Rooms } from '../rooms.ts';

export interface IncomingHook {
  /** The provider's name in the hook's address. */
  readonly provider: string;
  readonly rawBody: Buffer;
  readonly headers: Headers;
}
interface UnknownProvider {
  readonly kind: 'UNKNOWN_PROVIDER';
}

/** Keeps a web hook that its provider really sent, to be applied by a job. The same event twice is one event. */
export const storeProviderEvent =
  ({ providers, providerEvents }: Rooms) =>
  async (
    door: Door,
    { provider: name, rawBody, headers }: IncomingHook,
  ): Promise<Result<true, WebhookRefusal | UnknownProvider>> => {
    const provider = Object.values(providers).find((candidate) => candidate.name === name);
    if (!provider) return err({ kind: 'UNKNOWN_PROVIDER' });
    const verified = provider.verifyWebhook({ rawBody, headers, at: door.at });
    if (!verified.ok) return verified;
    failpoint('before-webhook-stored');
    await providerEvents.store(
      { provider: name, eventId: verified.value.eventId, body: rawBody.toString('utf8') },
      door.at,
    );
    failpoint('after-webhook-stored');
    return ok(true);
  };
