import type { Failure, Result } from '@stoa/kernel';
import type { SignedIn } from '../commands/token-pair.ts';
import { ownAccount } from '../domain/account.ts';

/** A pair of tokens and whose it is, or why there is none. */
export const tokenPayload = <Refusal extends Failure, Shown>(
  result: Result<SignedIn, Refusal>,
  toUserError: (failure: Refusal) => Shown,
) => {
  if (!result.ok) return { userErrors: [toUserError(result.failure)] };
  const { user, ...tokens } = result.value;
  return { ...tokens, user: ownAccount(user), userErrors: [] };
};
