import type { Log } from '@stoa/platform';
import type { AdmissionRefusal, CoercedVariables, Identity, Operation } from '../engine/engine.ts';
import { addressToCount } from './client-address.ts';
import { operationRates, type ClientKeys, type Take } from './operation-rates.ts';
import type { Rates } from './rates.ts';
import type { RateResult, RateStore } from './rate-store.ts';
import { rateStoreReader } from './rate-store-reader.ts';

export interface Rated {
  readonly operation: Operation;
  readonly variables: CoercedVariables;
  readonly cost: number;
  readonly client: { readonly identity: Identity; readonly clientAddress: string };
}

/** Undefined at once where no rate applies; else a refusal where one is over. Never rejects. */
export type RateGuard = (rated: Rated) => Promise<AdmissionRefusal | undefined> | undefined;

export interface RateGuardOptions {
  readonly rates: Rates;
  readonly store: RateStore;
  readonly log: Log;
}

/** Limits how often clients may ask. A store that fails or hangs lets everybody through. */
export const rateGuard = ({ rates, store, log }: RateGuardOptions): RateGuard => {
  const takesOf = operationRates(rates);
  const take = rateStoreReader(store, log);

  return ({ operation, variables, cost, client }) => {
    const ofOperation = takesOf(operation);
    if (ofOperation.length === 0 && !rates.client) return undefined;
    const keys = keysOf(client);
    const takes = ofOperation.flatMap((of) => of(keys, variables));
    if (rates.client)
      takes.push({ key: `client ${keys.client}`, points: Math.max(Math.ceil(cost), 1), rate: rates.client });
    return refusalOf(takes, take);
  };
};

function keysOf({ identity, clientAddress }: Rated['client']): ClientKeys {
  return {
    get address() {
      return `address ${addressToCount(clientAddress)}`;
    },
    get client() {
      // Tokens of carts and orders can be made up for each request: they tell nobody apart.
      return identity.subject === '' ? this.address : `subject ${identity.subject}`;
    },
  };
}

async function refusalOf(
  takes: readonly Take[],
  take: (one: Take) => Promise<RateResult | undefined>,
): Promise<AdmissionRefusal | undefined> {
  const results = await Promise.all(takes.map(async (one) => ({ ...one, result: await take(one) })));
  const over = results
    .flatMap(({ rate, result }) => (result && !result.isAllowed ? [{ rate, result }] : []))
    .reduce<Over | undefined>(
      (worst, one) => (worst && worst.result.resetMs >= one.result.resetMs ? worst : one),
      undefined,
    );
  return over && tooOften(over);
}

interface Over {
  readonly rate: Take['rate'];
  readonly result: RateResult;
}

function tooOften({ rate, result }: Over): AdmissionRefusal {
  const retryAfterSeconds = Math.max(Math.ceil(result.resetMs / 1_000), 1);
  return {
    status: 429,
    headers: {
      'retry-after': String(retryAfterSeconds),
      'ratelimit-limit': String(rate.points),
      'ratelimit-remaining': String(result.remaining),
      'ratelimit-reset': String(retryAfterSeconds),
    },
    error: {
      message: `Too much in too short a time. Try again in ${retryAfterSeconds} s.`,
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds },
    },
  };
}
