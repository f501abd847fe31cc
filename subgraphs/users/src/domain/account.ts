import type { User } from './user.ts';

/** An account as somebody sees it: everybody may know the id, the person and support all of it. */
export interface Account {
  readonly user: User;
  readonly isShown: boolean;
}

/** The account as the person sees it. */
export const ownAccount = (user: User): Account => ({ user, isShown: true });
