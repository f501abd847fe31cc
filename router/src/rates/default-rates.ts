import type { Rates } from './rates.ts';

/** Guards against guessing and flooding, in force everywhere. */
export const DEFAULT_RATES: Rates = {
  rootFields: [
    // An office behind one address signs in within a minute in the morning; who guesses a password needs thousands.
    { fields: ['sessionStart'], per: 'address', points: 120, windowSeconds: 60 },
    { fields: ['sessionStart'], per: { argument: 'input.email' }, points: 30, windowSeconds: 60 },
    { fields: ['userRegister'], per: 'address', points: 120, windowSeconds: 60 },
    { fields: ['userVerifyEmail', 'sessionRefresh'], per: 'address', points: 600, windowSeconds: 60 },
    { fields: ['userRequestEmailVerification'], per: 'client', points: 30, windowSeconds: 60 },
  ],
  operations: [],
};

/** With a limit on each client besides: some hundred storefront pages a second for a minute. */
export const PRODUCTION_RATES: Rates = { ...DEFAULT_RATES, client: { points: 5_000_000, windowSeconds: 60 } };
