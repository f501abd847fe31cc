import { hasRole } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { suspend } from '../domain/approval.ts';
import type { Rooms } from '../rooms.ts';

/** An administrator stops a shop. */
export const suspendShop =
  ({ shops }: Rooms) =>
  (door: Door, { shopId }: { readonly shopId: string }) =>
    shops.update(shopId, { door, allow: () => hasRole(door.caller, 'ADMIN') }, suspend);
