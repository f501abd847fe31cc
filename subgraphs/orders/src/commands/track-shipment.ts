import type { ShipmentId } from '@stoa/contracts';
import { err, invalidInput } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { track } from '../domain/shipment.ts';
import { updateShipment, type ShipmentResult } from './update-shipment.ts';

export interface TrackShipment {
  readonly shipmentId: string;
  readonly status: 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'FAILED';
  readonly occurredAt?: Date | null | undefined;
  readonly location?: string | null | undefined;
  readonly message?: string | null | undefined;
}

const LONGEST = { location: 200, message: 500 };

/** A shop records what the carrier tells. */
export const trackShipment =
  (rooms: Rooms) =>
  async (door: Door, { shipmentId, status, occurredAt, location, message }: TrackShipment): ShipmentResult => {
    for (const [field, text] of Object.entries({ location, message }))
      if ((text?.length ?? 0) > LONGEST[field as keyof typeof LONGEST]) return err(invalidInput(field, 'Too long.'));
    if (occurredAt && occurredAt > door.at) return err(invalidInput('occurredAt', 'It cannot be in the future.'));
    const news = {
      shipmentId: shipmentId as ShipmentId,
      status,
      at: occurredAt ?? door.at,
      location: location ?? null,
      message: message ?? null,
    };
    return updateShipment(rooms, door, { shipmentId, decide: track(news) });
  };
