import { randomUUID } from 'node:crypto';
import type { GraphClient } from './graph-client.ts';

export const TRACKING = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'] as const;

/** Packs all that a shop sold in an order: the parcel's id. */
export const packParcel = async (owner: GraphClient, sellerOrderId: string): Promise<string> => {
  const { shipmentPack } = await owner.ask(
    `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) { sellerOrder { shipments { id } } userErrors { ... on UserError { message } } } }`,
    { input: { sellerOrderId, idempotencyKey: randomUUID() } },
  );
  const { sellerOrder, userErrors } = shipmentPack as {
    sellerOrder: { shipments: { id: string }[] } | null;
    userErrors: unknown[];
  };
  const parcel = sellerOrder?.shipments[0];
  if (!parcel) throw new Error(`Nothing was packed: ${JSON.stringify(userErrors)}`);
  return parcel.id;
};

/** Hands a parcel over to its carrier. */
export const shipParcel = async (owner: GraphClient, shipmentId: string): Promise<void> => {
  const { shipmentShip } = await owner.ask(
    `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { userErrors { ... on UserError { message } } } }`,
    { input: { shipmentId, carrier: 'DHL', trackingNumber: '00340434161094042557', idempotencyKey: randomUUID() } },
  );
  throwErrors(shipmentShip);
};

/** Tells what the carrier told. */
export const trackParcel = async (
  owner: GraphClient,
  shipmentId: string,
  status: (typeof TRACKING)[number],
): Promise<void> => {
  const { shipmentTrack } = await owner.ask(
    `mutation ($input: ShipmentTrackInput!) { shipmentTrack(input: $input) { userErrors { ... on UserError { message } } } }`,
    { input: { shipmentId, status, location: 'Berlin', idempotencyKey: randomUUID() } },
  );
  throwErrors(shipmentTrack);
};

function throwErrors(payload: unknown): void {
  const { userErrors } = payload as { userErrors: unknown[] };
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
}
