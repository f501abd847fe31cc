import { UserRoleGranted, UserRoleRevoked, type UserId } from '@stoa/contracts';
import { changed, invalidInput, refused, unchanged } from '@stoa/kernel';
import type { Announcement, Decide, InvalidInput, Role } from '@stoa/kernel';
import type { User } from './user.ts';

/** Lets somebody do more; twice is not an error. */
export const grantRole =
  (role: Role): Decide<User, Announcement, never> =>
  (user) =>
    user.roles.includes(role)
      ? unchanged(user)
      : changed({ ...user, roles: [...user.roles, role] }, [UserRoleGranted.of({ userId: user.id, role })]);

/** Takes a role back. Nobody gives up ADMIN alone: the last one would lock everybody out. */
export const revokeRole =
  (role: Role, by: UserId | undefined): Decide<User, Announcement, InvalidInput> =>
  (user) => {
    if (role === 'CUSTOMER') return refused(invalidInput('role', 'Everybody is a customer.'));
    if (!user.roles.includes(role)) return unchanged(user);
    if (role === 'ADMIN' && user.id === by)
      return refused(invalidInput('role', 'Another admin has to take this role from you.'));
    const roles = user.roles.filter((held) => held !== role);
    return changed({ ...user, roles }, [UserRoleRevoked.of({ userId: user.id, role })]);
  };
