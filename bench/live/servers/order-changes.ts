import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReceivedMessage } from '@stoa/messaging';
import { sharedNow } from '../../measure/clock.ts';
import type { LiveOrder } from '../graph/live-market.ts';
import type { EventTail } from './event-tail.ts';
import type { HandedEvents, StormOrder } from './live-protocol.ts';

/** Changes orders in memory and hands each event to whoever listens. */
export const orderChanges = (orders: readonly LiveOrder[], events: EventTail) => {
  let turn = 0;

  const handOver = (batch: readonly Due[]): HandedEvents => {
    const handed = emptyEvents(batch.length);
    for (const [n, { order, dueAt }] of batch.entries()) {
      const changed = orders[order] as LiveOrder;
      changed.version += 1;
      const message = messageOf(changed);
      handed.order[n] = order;
      handed.version[n] = changed.version;
      const now = sharedNow();
      handed.at[n] = now;
      handed.lateMs[n] = now - (dueAt ?? now);
      events.hand(message);
    }
    return handed;
  };

  return {
    publish: (order: number): HandedEvents => handOver([{ order }]),
    /** As many as are due, every millisecond. */
    storm: async ({ rate, seconds }: StormOrder): Promise<HandedEvents> => {
      const [startedAt, total] = [sharedNow(), Math.round(rate * seconds)];
      const batches: HandedEvents[] = [];
      for (let sent = 0; sent < total;) {
        const due = Math.min(total, Math.floor(((sharedNow() - startedAt) * rate) / 1_000)) - sent;
        const batch = Array.from({ length: due }, (_, n): Due => {
          turn += STRIDE;
          return { order: turn % orders.length, dueAt: startedAt + ((sent + n + 1) * 1_000) / rate };
        });
        if (due > 0) batches.push(handOver(batch));
        sent += due;
        await sleep(1);
      }
      return joined(batches);
    },
  };
};

interface Due {
  readonly order: number;
  readonly dueAt?: number;
}

// A prime that divides no round number: every order has its turn before one comes again.
const STRIDE = 7_919;

const emptyEvents = (length: number): HandedEvents => ({
  order: new Uint32Array(length),
  version: new Uint32Array(length),
  at: new Float64Array(length),
  lateMs: new Float64Array(length),
});

function joined(batches: readonly HandedEvents[]): HandedEvents {
  const all = emptyEvents(batches.reduce((sum, { at }) => sum + at.length, 0));
  let from = 0;
  for (const batch of batches) {
    for (const member of ['order', 'version', 'at', 'lateMs'] as const) all[member].set(batch[member], from);
    from += batch.at.length;
  }
  return all;
}

/** An event as orders' relay sends it. */
function messageOf({ id, version }: LiveOrder): ReceivedMessage {
  const keys = { orderId: id, buyerId: 'usr_bench', shopIds: ['shop_bench'] };
  const payload = {
    ...keys,
    shopId: 'shop_bench',
    sellerOrderId: 'sord_bench',
    shipmentId: 'shp_bench',
    lines: [],
    status: 'IN_TRANSIT',
  };
  const envelope = {
    ...{ eventId: randomUUID(), type: 'ShipmentMoved', version: 1, topic: 'orders', aggregateId: id, seq: version },
    ...{ occurredAt: new Date().toISOString(), keys, correlationId: 'bench', payload },
  };
  return { topic: 'orders', key: id, partition: 0, offset: String(version), value: JSON.stringify(envelope) };
}
