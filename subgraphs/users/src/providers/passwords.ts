import { hash, verify, type Options } from '@node-rs/argon2';
import type { Passwords } from '../domain/tokens.ts';
import { gate } from './gate.ts';

/**
 * Argon2id, the library's own choice, with OWASP's second set of parameters; about 39 ms of a core and 19 MiB each.
 * Source: OWASP password storage cheat sheet.
 */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What a password is compared with when there is no account: the hash of 256 random bits that nobody has. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$ACtE8jdNFDtYCLrFycpcjw$rX5V7PfNdznrqiaUf2q4I1xFfKEK/drx+aJVheGiNpQ';

/** Passwords behind a gate: a wave of sign-ins must take neither all memory nor all threads of the process. */
export const passwords = ({ atOnce = 2, waiting = 200 } = {}): Passwords => {
  const through = gate({ atOnce, waiting });
  return {
    hash: (password) => through(() => hash(password, ARGON2ID)),
    matches: async (stored, password) => {
      const isRight = await through(() => verify(stored ?? NOBODY, password));
      return isRight && stored !== undefined;
    },
  };
};
