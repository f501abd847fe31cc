import type { Log } from '@stoa/platform';
import { keySetReader } from './key-set.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { TokenAlgorithm } from './token-algorithms.ts';

/** Keys that are given, and stay. @throws when there is none for any of the algorithms: nobody could ever sign in. */
export const givenKeys = (
  { keys: jwks, algorithms }: { readonly keys: readonly object[]; readonly algorithms: readonly TokenAlgorithm[] },
  log: Log,
): SigningKeys => {
  const keys = keySetReader(log)({ keys: jwks });
  if (!algorithms.some(keys.hasFor)) throw new Error(`None of the given keys is one for ${algorithms.join(', ')}`);
  return { find: async (wanted) => keys.find(wanted), has: keys.has };
};
