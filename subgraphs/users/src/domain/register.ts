import {
  EmailVerificationRequested,
  EmailVerified,
  UserRegistered,
  UserRoleGranted,
  type UserId,
} from '@stoa/contracts';
import { changed, type Announcement, type Decision } from '@stoa/kernel';
import type { User } from './user.ts';

/** There is an account with this address. */
export interface EmailTaken {
  readonly kind: 'EMAIL_TAKEN';
}

export interface Registration {
  readonly id: UserId;
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly at: Date;
}

/** A new account: a customer whose address is still to be verified. Nobody is more than that by being the first. */
export const register = (registration: Registration): Decision<User, Announcement, never> => {
  const user: User = { ...blank(registration), verificationRequestedAt: registration.at };
  return changed(user, [UserRegistered.of({ userId: user.id }), EmailVerificationRequested.of({ userId: user.id })]);
};

/** An account for whoever runs the platform; its address is taken as verified, because the operator named it. */
export const registerAdmin = (registration: Registration): Decision<User, Announcement, never> => {
  const user: User = { ...blank(registration), roles: ['CUSTOMER', 'ADMIN'], emailVerifiedAt: registration.at };
  return changed(user, [
    UserRegistered.of({ userId: user.id }),
    EmailVerified.of({ userId: user.id }),
    UserRoleGranted.of({ userId: user.id, role: 'ADMIN' }),
  ]);
};

const blank = ({ id, email, displayName, passwordHash, at }: Registration): User => ({
  id,
  version: 1,
  email,
  displayName,
  passwordHash,
  emailVerifiedAt: null,
  verificationRequestedAt: null,
  roles: ['CUSTOMER'],
  addresses: [],
  defaults: { SHIPPING: null, BILLING: null },
  createdAt: at,
});
