import { ok, type Caller, type Result } from '@stoa/kernel';
import { maySeeAccount } from '../domain/access.ts';
import { ownAccount, type Account } from '../domain/account.ts';
import type { User } from '../domain/user.ts';

/** The account a command was about, shown in full: whoever caused it has just opened or entered it. */
export const ownAccountOf = <Refusal>(result: Result<User, Refusal>): Result<Account, Refusal> =>
  result.ok ? ok(ownAccount(result.value)) : result;

/** The account a command was about, as far as this caller may see it. */
export const accountOf = <Refusal>(caller: Caller, result: Result<User, Refusal>): Result<Account, Refusal> =>
  result.ok ? ok({ user: result.value, isShown: maySeeAccount(caller, result.value.id) }) : result;
