import type { Account } from '../domain/account.ts';
import type { User as UserState } from '../domain/user.ts';
import type { UserResolvers } from '../generated/resolvers-types.ts';

export const User: UserResolvers = {
  id: ({ user }) => user.id,
  email: shown((user) => user.email),
  displayName: shown((user) => user.displayName),
  isEmailVerified: shown((user) => user.emailVerifiedAt !== null),
  roles: ({ user, isShown }) => (isShown ? [...user.roles] : []),
  addresses: ({ user, isShown }) => (isShown ? user.addresses.map((address) => ({ user, address })) : []),
  address: (account, { id }) => addressOf(account, id),
  defaultShippingAddress: (account) => addressOf(account, account.user.defaults.SHIPPING),
  defaultBillingAddress: (account) => addressOf(account, account.user.defaults.BILLING),
  createdAt: shown((user) => user.createdAt),
  emailVerificationToken: ({ user }, _, { rooms }) =>
    user.emailVerifiedAt ? null : rooms.verificationTokens.tokenOf(user),
};

function shown<Value>(read: (user: UserState) => Value) {
  return ({ user, isShown }: Account) => (isShown ? read(user) : null);
}

function addressOf({ user, isShown }: Account, id: string | null) {
  const address = isShown ? user.addresses.find((candidate) => candidate.id === id) : undefined;
  return address ? { user, address } : null;
}
