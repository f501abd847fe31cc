import type { Log } from '@stoa/platform';
import { forwardedHeaders } from './fetch-headers.ts';
import { SocketSubscription, SUBSCRIPTION_TIMING, type SubscriptionTiming } from './socket-subscription.ts';
import type { SubgraphTransport } from './subgraph-transport.ts';

export interface SocketSubscriptionsOptions {
  /** ws, wss, http or https */
  readonly url: string;
  readonly log: Log;
  /** Largest event in bytes. */
  readonly messageLimit: number;
  readonly timing?: Partial<SubscriptionTiming> | undefined;
}

/** Subscriptions that one subgraph serves over WebSocket. @throws when the url is none */
export const socketSubscriptions = ({ log, messageLimit, timing, ...options }: SocketSubscriptionsOptions) => {
  const url = new URL(options.url);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  url.hash = '';
  const open = new Set<SocketSubscription>();

  const subscribe: SubgraphTransport['subscribe'] = (fetch, listener) => {
    const subscription = new SocketSubscription({
      url: url.href,
      log,
      fetch,
      headers: forwardedHeaders(fetch),
      messageLimit,
      timing: { ...SUBSCRIPTION_TIMING, ...timing },
      listener,
      onEnd: (ended) => open.delete(ended),
    });
    open.add(subscription);
    subscription.begin();
    return subscription;
  };

  /** Ends them all. */
  const close = (): void => {
    for (const subscription of open) subscription.shutDown();
  };

  return { subscribe, close };
};
