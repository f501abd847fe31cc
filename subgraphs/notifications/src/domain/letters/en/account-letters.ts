import type { AccountFacts, Links } from '../facts.ts';
import { link, note, paragraph, type Letter } from '../letter.ts';

/**
 * Asks to show that an address is the reader's. It does not greet by name: whoever registers a stranger's address would choose
 * what we write to the stranger.
 */
export const verifyEmailLetter = (token: string, links: Links): Letter => ({
  subject: 'Please verify your e-mail address',
  title: 'Is this address yours?',
  blocks: [
    paragraph('Somebody, we hope you, has opened an account with this e-mail address.'),
    link('Verify this address', links.verification(token)),
    note('If it was not you, do nothing: without this link nobody can show that the address is theirs.'),
  ],
});

/** Says that the address is verified. */
export const welcomeLetter = ({ displayName }: AccountFacts): Letter => ({
  subject: 'Welcome',
  title: `Welcome${displayName === null ? '' : `, ${displayName}`}`,
  blocks: [paragraph('Your e-mail address is verified. Orders and parcels will be told to it.')],
});
