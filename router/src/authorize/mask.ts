import type { Identity } from '../engine/engine.ts';
import type { Requirement } from './requirement.ts';

const BITS = 30;

/** Which of an operation's requirements the identity does not meet, as a key; empty when it meets them all. */
export const maskOf = (requirements: readonly Requirement[], identity: Identity): string => {
  let mask = '';
  let word = 0;
  let isAllMet = true;
  for (let at = 0; at < requirements.length; at += 1) {
    if (at > 0 && at % BITS === 0) {
      mask += `${word.toString(36)}.`;
      word = 0;
    }
    if ((requirements[at] as Requirement).isMet(identity)) continue;
    word |= 1 << (at % BITS);
    isAllMet = false;
  }
  return isAllMet ? '' : mask + word.toString(36);
};
