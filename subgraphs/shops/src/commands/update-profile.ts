import { err } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayWorkFor } from '../domain/access.ts';
import * as domain from '../domain/profile.ts';
import type { Rooms } from '../rooms.ts';

export interface UpdateProfile {
  readonly shopId: string;
  readonly name?: string | null | undefined;
  readonly slug?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** A member changes what buyers read about the shop. */
export const updateProfile =
  ({ shops }: Rooms) =>
  async (door: Door, { shopId, expectedVersion, ...input }: UpdateProfile) => {
    const profile = domain.readProfile(input);
    if ('kind' in profile) return err(profile);
    const options = { door, expectedVersion, allow: mayWorkFor(door.caller) };
    return shops.update(shopId, options, domain.updateProfile(profile)).catch(shops.orSlugTaken(profile.slug));
  };
