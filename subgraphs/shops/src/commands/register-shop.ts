import { err, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { readProfile, slugOf } from '../domain/profile.ts';
import { register } from '../domain/register.ts';
import type { Rooms } from '../rooms.ts';

export interface RegisterShop {
  readonly name: string;
  readonly slug?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly currencyCode?: string | null | undefined;
}

/** Somebody signed in registers a shop and owns it. @throws TypeError when nobody is signed in. */
export const registerShop =
  ({ shops }: Rooms) =>
  async (door: Door, input: RegisterShop) => {
    const ownerId = door.caller.user?.id;
    if (!ownerId) throw new TypeError('A shop is registered by a user');
    const profile = readProfile(input);
    if ('kind' in profile) return err(profile);
    const id = newId('shop');
    const name = profile.name ?? input.name;
    const slug = profile.slug ?? slugOf(name, id);
    const registration = {
      id,
      ownerId,
      name,
      slug,
      description: profile.description ?? '',
      currencyCode: input.currencyCode ?? 'EUR',
      at: door.at,
    };
    return shops.create(door, () => register(registration), { taken: shops.whenSlugTaken(slug) });
  };
