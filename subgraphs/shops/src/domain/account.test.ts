import { expect, test } from '@jest/globals';
import { money, newId } from '@stoa/kernel';
import { accrue, atMostLeft, clawBack, type ShopAccount } from './account.ts';

const shopId = newId('shop');
const orderId = newId('ord');
const account: ShopAccount = { id: shopId, version: 1, balance: money(0, 'EUR'), added: [] };
const at = new Date('2026-01-01');
const share = (total: number, commission: number, currencyCode = 'EUR', shop = shopId) => ({
  sellerOrderId: newId('sord'),
  shopId: shop,
  total: money(total, currencyCode),
  commission: money(commission, currencyCode),
});

test('a sale adds what the buyer paid less the commission; other shops are left out', () => {
  const own = share(10_000, 1_000);
  const decision = accrue(orderId, [own, share(999, 99, 'EUR', newId('shop'))], at)(account);
  expect(decision).toMatchObject({
    state: { balance: { amountMinor: 9_000 }, added: [{ kind: 'SALE', sellerOrderId: own.sellerOrderId }] },
    events: [{ type: 'CommissionAccrued', payload: { gross: own.total, commission: own.commission } }],
  });
});

test('a refund of everything takes the balance back to where it was', () => {
  const own = share(10_000, 1_000);
  const sold = accrue(orderId, [own], at)(account);
  if (sold.kind !== 'changed') throw new Error(sold.kind);
  const refund = { orderId, refundId: newId('rfd') };
  expect(clawBack(refund, [own], at)(sold.state)).toMatchObject({
    state: { balance: { amountMinor: 0 }, added: [{ kind: 'REFUND', gross: { amountMinor: -10_000 }, ...refund }] },
    events: [{ type: 'CommissionClawedBack', payload: { gross: own.total } }],
  });
});

test.each([
  ['a part', share(400, 40), share(1_000, 100), [400, 40]],
  ['what is left', share(400, 41), share(400, 40), [400, 40]],
  ['more than is left', share(900, 90), share(400, 40), [400, 40]],
  ['a part whose commission was rounded up', share(399, 40), share(400, 39), [399, 39]],
])('%s of a sale is taken back, never more than it brought', (_what, wanted, left, expected) => {
  const [taken] = atMostLeft(wanted, left);
  expect([taken?.total.amountMinor, taken?.commission.amountMinor]).toEqual(expected);
});

test('nothing is taken back of a sale that has nothing left', () => {
  expect(atMostLeft(share(1, 0), undefined)).toEqual([]);
});

test('money of another currency is not added up', () => {
  expect(accrue(orderId, [share(1, 0, 'USD')], at)(account)).toMatchObject({ failure: { kind: 'CURRENCY_MISMATCH' } });
});

test('nothing of this shop changes nothing', () => {
  expect(accrue(orderId, [], at)(account).kind).toBe('unchanged');
});
