import { describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { adjust, type Adjustment, type InventoryItem } from './inventory-item.ts';

const item: InventoryItem = {
  id: newId('inv'),
  version: 3,
  shopId: newId('shop'),
  variantId: newId('var'),
  locationId: newId('loc'),
  onHand: 10,
  reserved: 4,
};

describe('ten on hand, four of them reserved', () => {
  const table: [Adjustment, object][] = [
    [
      { change: 5 },
      {
        kind: 'changed',
        state: { onHand: 15 },
        events: [{ type: 'StockAdjusted', payload: { change: 5, onHand: 15 } }],
      },
    ],
    [{ change: -6 }, { kind: 'changed', state: { onHand: 4 } }],
    [{ change: -7 }, { kind: 'refused', failure: { kind: 'INSUFFICIENT_STOCK', quantityAvailable: 6 } }],
    [{ setOnHand: 12 }, { kind: 'changed', state: { onHand: 12 }, events: [{ payload: { change: 2 } }] }],
    [{ setOnHand: 3 }, { kind: 'refused', failure: { kind: 'INSUFFICIENT_STOCK' } }],
    [{ setOnHand: 10 }, { kind: 'unchanged' }],
    [{ change: 0 }, { kind: 'unchanged' }],
    [{ change: 10_000_000 }, { kind: 'refused', failure: { kind: 'TOO_MANY' } }],
  ];
  test.each(table)('adjusted by %j', (adjustment, expected) => {
    expect(adjust(adjustment, 'Counted')(item)).toMatchObject(expected);
  });
});
