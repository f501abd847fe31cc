import { err, ok, type Announcement, type Decision, type Failure, type Result } from '@stoa/kernel';
import {
  aggregateStore,
  announce,
  inTransaction,
  onPool,
  touchedSince,
  upsertRows,
  violatedConstraint,
} from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Door, Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Cart, Owner } from '../domain/cart.ts';
import type { RearrangedCart, Rearrangement } from '../domain/rearrangement.ts';
import { cartFromRows, cartLineRow, cartRow, LISTING_COLUMNS, type CartLineRow, type CartRow } from './cart-rows.ts';

export interface CartRepository extends AggregateStore<Cart> {
  /** Makes a cart that may be active; when its owner has become active with another, that is told as ACTIVE_CART_EXISTS. */
  createActive<Refusal extends Failure = never>(
    door: Door,
    decide: () => Decision<Cart, Announcement, Refusal>,
  ): Promise<Result<Cart, Refusal | ActiveCartExists>>;
  /** Whole carts in the order of the ids asked, undefined where there is none. Two statements, however many. */
  byIds(ids: readonly string[]): Promise<(Cart | undefined)[]>;
  /** The cart that its owner puts things into; seen from inside the door's transaction when it has one. */
  activeIdOf(owner: Owner, door?: Door): Promise<string | undefined>;
  /** The cart itself, its owner's active one and those that hold lines which came out of it. */
  relativesOf(cartId: string, door: Door): Promise<string[]>;
  /** Open carts with one of the variants, in id order. */
  openIdsWith(variantIds: readonly string[], door: Door): Promise<string[]>;
  /**
   * Finds several carts, locks them in id order and writes what becomes of all of them, in one transaction. A lost race for
   * being the active cart runs once more, from finding on.
   */
  rearrange<Refusal extends Failure = never>(
    door: Door,
    find: (door: Door) => Promise<readonly string[]>,
    decide: (carts: readonly Cart[]) => Rearrangement<Refusal>,
  ): Promise<Result<readonly Cart[], Refusal>>;
}

export interface ActiveCartExists {
  readonly kind: 'ACTIVE_CART_EXISTS';
}

/** The unique indexes that let one owner have one active cart. */
const ONE_ACTIVE_CART = ['carts_active_buyer_key', 'carts_active_guest_key'] as const;

export const cartRepository = (pool: pg.Pool): CartRepository => {
  const on = (door?: Door): Transaction => door?.tx ?? onPool(pool);
  const store = aggregateStore(pool, mapping);
  const exists = () => Promise.resolve(err({ kind: 'ACTIVE_CART_EXISTS' } as const));
  return {
    ...store,
    createActive: <Refusal extends Failure>(door: Door, decide: () => Decision<Cart, Announcement, Refusal>) =>
      store.create<Refusal | ActiveCartExists>(door, decide, {
        taken: Object.fromEntries(ONE_ACTIVE_CART.map((constraint) => [constraint, exists])),
      }),
    byIds: async (ids) => {
      const carts = await mapping.load(onPool(pool), ids, false);
      const byId = new Map<string, Cart>(carts.map((cart) => [cart.id, cart]));
      return ids.map((id) => byId.get(id));
    },
    activeIdOf: async (owner, door) => {
      const { rows } = await ('userId' in owner
        ? on(door).query<{ id: string }>('SELECT id FROM carts WHERE buyer_id = $1 AND is_active', [owner.userId])
        : on(door).query<{ id: string }>('SELECT id FROM carts WHERE guest = $1 AND is_active', [owner.guest]));
      return rows[0]?.id;
    },
    relativesOf: async (cartId, door) => {
      const { rows } = await on(door).query<{ id: string }>(
        `WITH own AS (SELECT id, buyer_id, guest FROM carts WHERE id = $1)
         SELECT id FROM own
         UNION SELECT c.id FROM carts c JOIN own ON c.buyer_id = own.buyer_id WHERE c.is_active
         UNION SELECT c.id FROM carts c JOIN own ON c.guest = own.guest WHERE c.is_active
         UNION SELECT cart_id FROM cart_lines WHERE carried_from = $1`,
        [cartId],
      );
      return rows.map((row) => row.id);
    },
    openIdsWith: async (variantIds, door) => {
      const { rows } = await on(door).query<{ id: string }>(
        `SELECT DISTINCT c.id FROM cart_lines l JOIN carts c ON c.id = l.cart_id
         WHERE l.variant_id = ANY($1) AND cardinality(c.live_orders) = 0 AND c.ended_at IS NULL ORDER BY c.id`,
        [variantIds],
      );
      return rows.map((row) => row.id);
    },
    rearrange: (door, find, decide) => {
      const work = async (tx: Transaction) => {
        const inside = { ...door, tx };
        const carts = await mapping.load(tx, await find(inside), true);
        const decision = decide(carts);
        return decision.kind === 'refused' ? err(decision.failure) : ok(await writeAll(inside, carts, decision.carts));
      };
      if (door.tx) return work(door.tx);
      return inTransaction(pool, work).catch((error: unknown) => {
        if (!ONE_ACTIVE_CART.some((name) => name === violatedConstraint(error))) throw error;
        return inTransaction(pool, work);
      });
    },
  };
};

async function writeAll(
  door: Door & { readonly tx: Transaction },
  before: readonly Cart[],
  after: readonly RearrangedCart[],
): Promise<Cart[]> {
  const next = after.map(({ cart, events }) => {
    const previous = before.find(({ id }) => id === cart.id);
    return { next: previous ? { ...cart, version: previous.version + 1 } : cart, previous, events };
  });
  // The one that stops being active goes first: the unique index looks at each row as it is written.
  for (const change of next.toSorted((a, b) => Number(a.next.isActive) - Number(b.next.isActive))) {
    await mapping.write(door.tx, change, door);
    await announce(door.tx, door, change.events);
  }
  return next.map((change) => change.next);
}

const mapping: AggregateMapping<Cart> = {
  load: async (tx, ids, lock) => {
    if (ids.length === 0) return [];
    const { rows } = await tx.query<CartRow>(
      lock
        ? 'SELECT * FROM carts WHERE id = ANY($1) ORDER BY id FOR UPDATE'
        : 'SELECT * FROM carts WHERE id = ANY($1) ORDER BY id',
      [ids],
    );
    if (rows.length === 0) return [];
    // Looked up line by line: a join may walk all listings in the order of their ids when carts hold the newest ones.
    const { rows: lines } = await tx.query<CartLineRow>(
      `SELECT l.id, l.cart_id, l.quantity, l.seen_price_minor, l.seen_currency, l.carried_from, l.carried_quantity, ${LISTING_COLUMNS}
       FROM cart_lines l
       CROSS JOIN LATERAL (SELECT * FROM variant_listings WHERE variant_id = l.variant_id LIMIT 1) v
       LEFT JOIN shops s ON s.shop_id = v.shop_id
       WHERE l.cart_id = ANY($1) ORDER BY l.id`,
      [rows.map((row) => row.id)],
    );
    const byCart = Map.groupBy(lines, (line) => line.cart_id);
    return rows.map((row) => cartFromRows(row, byCart.get(row.id) ?? []));
  },

  write: async (tx, { next, previous }, door) => {
    await upsertRows(tx, 'carts', [cartRow(next, door.at)]);
    const staying = new Set(next.lines.map(({ id }) => id));
    const gone = previous?.lines.filter(({ id }) => !staying.has(id)) ?? [];
    if (gone.length > 0) await tx.query('DELETE FROM cart_lines WHERE id = ANY($1)', [gone.map(({ id }) => id)]);
    const touched = touchedSince(next.lines, previous?.lines);
    await upsertRows(
      tx,
      'cart_lines',
      touched.map((line) => cartLineRow(next, line)),
    );
  },
};
