import type { Door } from '@stoa/messaging';
import { mayOwn } from '../domain/access.ts';
import * as domain from '../domain/terms.ts';
import type { Rooms } from '../rooms.ts';

export interface SetDeliveryRates {
  readonly shopId: string;
  readonly rates: readonly domain.WrittenRate[];
  readonly expectedVersion?: number | null | undefined;
}

/** An owner replaces the ways of delivery. */
export const setDeliveryRates =
  ({ shops }: Rooms) =>
  (door: Door, { shopId, rates, expectedVersion }: SetDeliveryRates) =>
    shops.update(shopId, { door, expectedVersion, allow: mayOwn(door.caller) }, domain.setDeliveryRates(rates));
