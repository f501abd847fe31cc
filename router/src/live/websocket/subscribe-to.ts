import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Identified } from '../../front/identify.ts';
import { Refusal } from '../../refusal.ts';
import type { LiveGraph } from '../live-graph.ts';
import { subscriberExists, type Closing } from './closing.ts';
import { subscribeParameters, type SubscribeParameters } from './subscribe-parameters.ts';
import { Subscription } from './subscription.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface SubscribeContext {
  readonly live: LiveGraph;
  readonly limits: { readonly subscriptions: number };
}

/** A `subscribe` message, and who sent it. */
export interface Asked {
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly caller: { readonly who: Identified; readonly clientAddress: string };
}

/** Begins a subscription, or answers why there is none. @returns why the socket is to be closed, if so */
export const subscribeTo = (
  { live, limits }: SubscribeContext,
  subscriptions: Subscriptions,
  { id: given, payload, caller }: Asked,
): Closing | undefined => {
  const id = JSON.stringify(given);
  if (subscriptions.has(id)) return subscriberExists(given);
  const requestId = randomUUID();
  const asked = subscriptions.size < limits.subscriptions ? read(payload) : tooMany(limits.subscriptions);
  if (asked instanceof Refusal) {
    subscriptions.end(id, [errorOf(asked, requestId)]);
    return undefined;
  }
  const subscription = new Subscription(id, subscriptions);
  subscriptions.add(subscription);
  subscription.begun(live.subscribe({ ...asked, ...caller, requestId }, subscription));
  return undefined;
};

function read(payload: Asked['payload']): SubscribeParameters | Refusal {
  try {
    return subscribeParameters(payload);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const tooMany = (most: number) =>
  new Refusal({
    status: 429,
    code: 'SUBSCRIPTION_LIMIT_EXCEEDED',
    message: `A socket has at most ${most} subscriptions.`,
  });

const errorOf = ({ message, code }: Refusal, requestId: string): GraphQLFormattedError => ({
  message,
  extensions: { code, requestId },
});
