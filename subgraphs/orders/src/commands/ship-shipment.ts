import type { ShipmentId } from '@stoa/contracts';
import { err, invalidInput } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { ship } from '../domain/shipment.ts';
import { updateShipment, type ShipmentResult } from './update-shipment.ts';

export interface ShipShipment {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
}

const LONGEST = 100;

/** A shop hands a parcel to its carrier. */
export const shipShipment =
  (rooms: Rooms) =>
  async (door: Door, { shipmentId, carrier, trackingNumber }: ShipShipment): ShipmentResult => {
    for (const [field, text] of Object.entries({ carrier, trackingNumber }))
      if (text.trim() === '' || text.length > LONGEST)
        return err(invalidInput(field, `From 1 to ${LONGEST} characters.`));
    const parcel = { shipmentId: shipmentId as ShipmentId, carrier, trackingNumber, at: door.at };
    return updateShipment(rooms, door, { shipmentId, decide: ship(parcel) });
  };
