import type { AddressEntry } from './commands/address-entry.ts';
import type { Account } from './domain/account.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type UserModel = Account;
export type AddressModel = AddressEntry;
