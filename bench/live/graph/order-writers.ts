import { randomUUID } from 'node:crypto';
import { ShipmentMoved } from '@stoa/contracts';
import { anonymous } from '@stoa/kernel';
import { announce, inTransaction } from '@stoa/messaging';
import type pg from 'pg';
import type { FollowedOrder, FollowedOrders } from './followed-orders.ts';

/** Changes the nth order, in its turn. Resolves when that is committed. */
export type ChangeOrder = (order: number) => Promise<void>;

/** From one to the other and back: a parcel that could not be delivered is on its way again. */
const STATES = ['IN_TRANSIT', 'FAILED'] as const;
type State = (typeof STATES)[number];

/** Each state in turn for each order. */
const turns = (count: number): ((order: number) => State) => {
  const next = new Uint8Array(count);
  return (order) => {
    const at = next[order] ?? 0;
    next[order] = 1 - at;
    return STATES[at] ?? 'IN_TRANSIT';
  };
};

const TRACK = `mutation BenchShipmentTrack($input: ShipmentTrackInput!) { shipmentTrack(input: $input) {
  sellerOrder { id } userErrors { ... on UserError { message } } } }`;

/** The shop records what its carrier tells: `shipmentTrack` over HTTP. */
export const byCommands = ({ orders, owner }: FollowedOrders): ChangeOrder => {
  const stateOf = turns(orders.length);
  return async (order) => {
    const { shipmentId } = orders[order] as FollowedOrder;
    const input = { shipmentId, status: stateOf(order), idempotencyKey: randomUUID() };
    const { shipmentTrack } = (await owner.ask(TRACK, { input })) as { shipmentTrack: { userErrors: unknown[] } };
    if (shipmentTrack.userErrors.length > 0) throw new Error(JSON.stringify(shipmentTrack.userErrors));
  };
};

/** What that command writes (the order's version, the parcel, the timeline, the event), in one transaction from this process. */
export const byRows = ({ orders, shopId }: FollowedOrders, pool: pg.Pool): ChangeOrder => {
  const stateOf = turns(orders.length);
  return (order) => {
    const { id, shipmentId, sellerOrderId } = orders[order] as FollowedOrder;
    const status = stateOf(order);
    const moved = { orderId: id, buyerId: null, shopId, sellerOrderId, shipmentId, lines: [], status };
    const event = ShipmentMoved.of(moved as unknown as Parameters<typeof ShipmentMoved.of>[0]);
    const at = new Date();
    return inTransaction(pool, async (tx) => {
      await tx.query('UPDATE orders SET version = version + 1, updated_at = $2 WHERE id = $1', [id, at]);
      await tx.query('UPDATE shipments SET status = $2, updated_at = $3 WHERE id = $1', [shipmentId, status, at]);
      await tx.query(
        `INSERT INTO timeline_entries (order_id, type, at, actor, payload) VALUES ($1, $2, $3, 'bench', $4)`,
        [id, event.type, at, JSON.stringify(event.payload)],
      );
      await announce(tx, { caller: anonymous, at, correlationId: randomUUID() }, [event]);
    });
  };
};
