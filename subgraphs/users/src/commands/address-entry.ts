import { ok, type Result } from '@stoa/kernel';
import type { Address, User } from '../domain/user.ts';

/** An entry never travels without its book, which knows whether it is a default. */
export interface AddressEntry {
  readonly user: User;
  readonly address: Address;
}

/** The entry that a command was about. */
export const entryOf = <Refusal>(result: Result<User, Refusal>, id: string): Result<AddressEntry, Refusal> => {
  if (!result.ok) return result;
  const address = result.value.addresses.find((candidate) => candidate.id === id);
  if (!address) throw new TypeError(`The command about ${id} answered another address book`);
  return ok({ user: result.value, address });
};
