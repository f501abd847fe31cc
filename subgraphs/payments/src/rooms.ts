import type { Log } from '@stoa/platform';
import type { LedgerReader } from './persistence/ledger-reader.ts';
import type { PaymentRepository } from './persistence/payment-repository.ts';
import type { ProviderCalls } from './persistence/provider-calls.ts';
import type { ProviderEvents } from './persistence/provider-events.ts';
import type { Providers } from './providers/payment-provider.ts';
import type { Sandbox } from './providers/sandbox/sandbox.ts';

/** What commands and resolvers of payments work with. */
export interface Rooms {
  readonly payments: PaymentRepository;
  readonly ledger: LedgerReader;
  readonly calls: ProviderCalls;
  readonly providerEvents: ProviderEvents;
  readonly providers: Providers;
  /** The provider's own side: its page and its timers. Nothing of ours asks it but through the port. */
  readonly sandbox: Sandbox;
  readonly log: Log;
}
