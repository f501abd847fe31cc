import { err, type Announcement, type Decide, type Decision, type Failure, type Result } from '@stoa/kernel';
import { aggregateStore, inTransaction, onPool, upsertRows } from '@stoa/messaging';
import type { AggregateMapping, Door, NotFound, Transaction, VersionConflict } from '@stoa/messaging';
import type pg from 'pg';
import type { StockAnswer } from '../domain/hold.ts';
import type { HeldLine, Reservation, ReservationStatus, WantedLine } from '../domain/reservation.ts';
import { stockEffects } from '../domain/stock-effect.ts';
import { applyStockEffects } from './apply-stock-effects.ts';
import { takeStock } from './take-stock.ts';

export type ReservationResult<Refusal extends Failure> = Promise<
  Result<Reservation, Refusal | NotFound | VersionConflict>
>;

/**
 * The reservation is the aggregate. Stock rows are changed by guarded set statements in the same transaction: the named
 * exception to lock, decide, write, because 64 buyers of one item would queue for its row.
 */
export interface ReservationRepository {
  /** Takes the stock, then decides on what it said. An order has one reservation: asked again, it is given as it is. */
  reserve(
    door: Door,
    wish: { readonly orderId: string; readonly wanted: readonly WantedLine[] },
    decide: (stock: StockAnswer) => Decision<Reservation, Announcement, never>,
  ): ReservationResult<never>;
  /** Decides on the order's reservation; what it gives up goes back to the stock. */
  update<Refusal extends Failure = never>(
    door: Door,
    orderId: string,
    decide: Decide<Reservation, Announcement, Refusal>,
  ): ReservationResult<Refusal>;
  /** Takes the stock of an expired reservation again, then decides on what it said. */
  reserveAgain<Refusal extends Failure>(
    door: Door,
    orderId: string,
    decide: (stock: StockAnswer) => Decide<Reservation, Announcement, Refusal>,
  ): ReservationResult<Refusal>;
  /** Orders whose hold has ended at or before, oldest first. */
  heldUntil(at: Date, limit: number): Promise<string[]>;
}

export const reservationRepository = (pool: pg.Pool): ReservationRepository => {
  const store = aggregateStore(pool, mapping);
  // The inbox lets one event of an order in at a time; other doors queue here, so that none takes stock for an order that has it.
  const transact = <Value>(
    door: Door,
    orderId: string,
    work: (door: Door, tx: Transaction) => Promise<Value>,
  ): Promise<Value> =>
    door.tx
      ? work(door, door.tx)
      : inTransaction(pool, async (tx) => {
          await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [orderId]);
          return work({ ...door, tx }, tx);
        });

  return {
    reserve: (door, wish, decide) =>
      transact(door, wish.orderId, async (inside, tx) => {
        const id = await idOfOrder(tx, wish.orderId);
        if (id !== undefined) return store.update(id, { door: inside }, (state) => ({ kind: 'unchanged', state }));
        const stock = await takeStock(tx, inside, wish);
        return store.create(inside, () => decide(stock));
      }),

    update: (door, orderId, decide) =>
      transact(door, orderId, async (inside, tx) => {
        const id = await idOfOrder(tx, orderId);
        return id === undefined ? err({ kind: 'NOT_FOUND', id: orderId }) : store.update(id, { door: inside }, decide);
      }),

    reserveAgain: (door, orderId, decide) =>
      transact(door, orderId, async (inside, tx) => {
        const [reservation] = await mapping.load(tx, [(await idOfOrder(tx, orderId)) ?? ''], true);
        if (!reservation) return err({ kind: 'NOT_FOUND', id: orderId });
        const stock: StockAnswer =
          reservation.status === 'EXPIRED' ? await takeStock(tx, inside, reservation) : { kind: 'taken', lines: [] };
        return store.update(reservation.id, { door: inside }, decide(stock));
      }),

    heldUntil: async (at, limit) => {
      const { rows } = await onPool(pool).query<{ order_id: string }>(
        `SELECT order_id FROM reservations WHERE status = 'HELD' AND expires_at <= $1 ORDER BY expires_at LIMIT $2`,
        [at, limit],
      );
      return rows.map((row) => row.order_id);
    },
  };
};

async function idOfOrder(tx: Transaction, orderId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM reservations WHERE order_id = $1', [orderId]);
  return rows[0]?.id;
}

const mapping: AggregateMapping<Reservation> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<ReservationRow>(
      lock
        ? 'SELECT * FROM reservations WHERE id = ANY($1) ORDER BY id FOR UPDATE'
        : 'SELECT * FROM reservations WHERE id = ANY($1) ORDER BY id',
      [ids],
    );
    return rows.map((row) => ({
      id: row.id,
      version: row.version,
      orderId: row.order_id,
      status: row.status,
      wanted: row.wanted,
      lines: row.lines,
      expiresAt: row.expires_at,
      createdAt: row.created_at,
    }));
  },

  write: async (tx, { next, previous }, door) => {
    await upsertRows(tx, 'reservations', [
      {
        id: next.id,
        order_id: next.orderId,
        status: next.status,
        wanted: next.wanted,
        lines: next.lines,
        version: next.version,
        expires_at: next.expiresAt,
        created_at: next.createdAt,
        updated_at: door.at,
      },
    ]);
    if (previous) await applyStockEffects(tx, door, { orderId: next.orderId, effects: stockEffects(previous, next) });
  },
};

interface ReservationRow {
  readonly id: Reservation['id'];
  readonly order_id: Reservation['orderId'];
  readonly status: ReservationStatus;
  readonly wanted: readonly WantedLine[];
  readonly lines: readonly HeldLine[];
  readonly version: number;
  readonly expires_at: Date;
  readonly created_at: Date;
}
