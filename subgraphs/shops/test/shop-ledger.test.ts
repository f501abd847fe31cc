import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OrderCancelled, OrderPlaced, OrderRefunded, type ShopId } from '@stoa/contracts';
import { money, newId } from '@stoa/kernel';
import { openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { shops } from '../src/subgraph.ts';
import { aRegisteredShop } from './a-registered-shop.ts';

let s: TestSubgraph;
beforeAll(async () => void (s = await openTestSubgraph(shops)));
afterAll(() => s.close());

const euros = (amountMinor: number) => money(amountMinor, 'EUR');
const share = (shopId: ShopId, total: number, sellerOrderId = newId('sord')) => ({
  sellerOrderId,
  shopId,
  total: euros(total),
  commission: euros(total / 10),
});
const placed = (orderId: `ord_${string}`, sellerOrders: ReturnType<typeof share>[]) =>
  OrderPlaced.of({
    orderId,
    buyerId: null,
    shopIds: sellerOrders.map(({ shopId }) => shopId),
    placedAt: '2026-01-15T10:00:00.000Z',
    total: euros(sellerOrders.reduce((sum, { total }) => sum + total.amountMinor, 0)),
    sellerOrders,
  });
const refunded = (orderId: `ord_${string}`, sellerOrders: ReturnType<typeof share>[], refundId = newId('rfd')) =>
  OrderRefunded.of({
    orderId,
    buyerId: null,
    shopIds: sellerOrders.map(({ shopId }) => shopId),
    refundId,
    amount: euros(sellerOrders.reduce((sum, { total }) => sum + total.amountMinor, 0)),
    sellerOrders,
  });

const accountOf = async ({ id, owner }: Awaited<ReturnType<typeof aRegisteredShop>>) =>
  (
    await s
      .as(owner)
      .ask(
        `{ shop(id: "${id}") { version balance { amount } ledger(first: 10) { nodes { kind order { id } gross { amountMinor } commission { amountMinor } amount { amountMinor } } } } }`,
      )
  ).data.shop;

describe("a shop's ledger", () => {
  test('takes its part of an order and gives back its part of a refund, each once however often it is told', async () => {
    const [tea, jam] = [await aRegisteredShop(s), await aRegisteredShop(s)];
    const orderId = newId('ord');
    const [ofTea, ofJam] = [share(tea.id, 10_000), share(jam.id, 5_000)];
    const sale = placed(orderId, [ofTea, ofJam]);
    await s.hear({ event: sale, seq: 1 }, { event: sale, seq: 1 });
    expect(await accountOf(tea)).toMatchObject({
      balance: { amount: '90.00' },
      ledger: { nodes: [{ kind: 'SALE', order: { id: orderId } }] },
    });
    expect(await accountOf(jam)).toMatchObject({ balance: { amount: '45.00' } });

    await s.hear(refunded(orderId, [share(tea.id, 2_000, ofTea.sellerOrderId)]));
    expect(await accountOf(tea)).toMatchObject({
      balance: { amount: '72.00' },
      ledger: {
        nodes: [
          {
            kind: 'REFUND',
            gross: { amountMinor: '-2000' },
            commission: { amountMinor: '-200' },
            amount: { amountMinor: '-1800' },
          },
          { kind: 'SALE' },
        ],
      },
    });
    expect((await s.announced(tea.id)).slice(-2)).toEqual(['CommissionAccrued', 'CommissionClawedBack']);
    expect(await s.deadLetters()).toEqual([]);
  });

  test('books a seller order once even when another event brings it again', async () => {
    const tea = await aRegisteredShop(s);
    const part = share(tea.id, 1_000);
    const orderId = newId('ord');
    await s.hear(placed(orderId, [part]), placed(orderId, [part]));
    expect((await accountOf(tea)).ledger.nodes).toHaveLength(1);
    const refundId = newId('rfd');
    const some = share(tea.id, 500, part.sellerOrderId);
    await s.hear(refunded(orderId, [some], refundId), refunded(orderId, [some], refundId), refunded(orderId, [some]));
    expect((await accountOf(tea)).ledger.nodes).toHaveLength(3);
  });

  test('gives up what a binding order brought when it is called off, paid or not, and not again with its refund', async () => {
    const tea = await aRegisteredShop(s);
    const [orderId, part] = [newId('ord'), share(tea.id, 1_000)];
    const cancelled = OrderCancelled.of({
      ...{ orderId, buyerId: null, shopIds: [tea.id], cartId: null, reason: 'CHANGED_MIND', wasPlaced: true },
    });
    await s.hear(placed(orderId, [part]), refunded(orderId, [share(tea.id, 300, part.sellerOrderId)]), cancelled);
    const account = await accountOf(tea);
    expect(account).toMatchObject({
      balance: { amount: '0.00' },
      ledger: {
        nodes: [{ kind: 'CANCELLATION', gross: { amountMinor: '-700' } }, { kind: 'REFUND' }, { kind: 'SALE' }],
      },
    });
    await s.hear(refunded(orderId, [share(tea.id, 700, part.sellerOrderId)]));
    expect(await accountOf(tea)).toEqual(account);
  });

  test('gives nothing up for money that came for an order that was never placed', async () => {
    const tea = await aRegisteredShop(s);
    await s.hear(refunded(newId('ord'), [share(tea.id, 1_000)]));
    expect(await accountOf(tea)).toMatchObject({ balance: { amount: '0.00' }, ledger: { nodes: [] } });
  });

  test('is no conflict for who edits the profile', async () => {
    const tea = await aRegisteredShop(s);
    const { version } = await accountOf(tea);
    await s.hear(placed(newId('ord'), [share(tea.id, 1_000)]));
    expect((await accountOf(tea)).version).toBe(version);
  });

  test('sums up to the balance', async () => {
    const { rows } = await s.pool.query<{ id: string }>(
      `SELECT a.id FROM shop_accounts a LEFT JOIN ledger_entries e ON e.shop_id = a.id
       GROUP BY a.id HAVING a.balance_minor <> coalesce(sum(e.gross_minor - e.commission_minor), 0)`,
    );
    expect(rows).toEqual([]);
  });

  test('is added to, never changed', async () => {
    await expect(s.pool.query('UPDATE ledger_entries SET gross_minor = 0')).rejects.toThrow('append-only');
    await expect(s.pool.query('DELETE FROM ledger_entries')).rejects.toThrow('append-only');
  });

  test('refuses what it cannot add up, where operators see it', async () => {
    const yen = await aRegisteredShop(s, { currencyCode: 'JPY' });
    await s.hear(placed(newId('ord'), [share(yen.id, 1_000)]));
    expect(await s.deadLetters()).toMatchObject([
      { type: 'OrderPlaced', reason: expect.stringContaining('CURRENCY_MISMATCH') },
    ]);
  });
});
