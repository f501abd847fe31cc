import { productsOf, variantsOf } from '../catalogue/catalogue.ts';
import { ORDERED_SKUS } from '../orders/order-plan.ts';
import type { Seeding } from '../seeding.ts';
import { SHOP_PLANS, type ShopPlan } from './demo-shops.ts';
import { severalAtOnce } from './several-at-once.ts';
import type { DemoShop, Shops, Variants } from './market.ts';
import { firstStockOf, type FirstStock } from './stock-plan.ts';

/** Two locations per shop and what lies there at first. */
export const makeStock = async (
  seeding: Seeding,
  { shops, variants }: { shops: Shops; variants: Variants },
): Promise<void> => {
  await seeding.moveTo(seeding.instantOf([58, '10:00']));
  const counts: Count[] = [];
  for (const plan of SHOP_PLANS) {
    const shop = shops[plan.slug] as DemoShop;
    const locations = await seeding.step(`locations:${plan.slug}`, () => makeLocations(seeding, shop, plan));
    for (const { sku } of productsOf(plan.slug).flatMap(variantsOf)) {
      const first = firstStockOf(sku, counts.length, ORDERED_SKUS.has(sku));
      counts.push({ shop, sku, variantId: variants[sku] ?? '', locations, first });
    }
  }
  await severalAtOnce(counts, {
    atMost: 12,
    each: (count) => seeding.step(`stock:${count.sku}`, () => setStock(seeding, count)),
    after: (done) => done % 25 === 0 && seeding.say(`stock ${done}/${counts.length}`),
  });
};

type Locations = Readonly<Record<'WAREHOUSE' | 'STORE', string>>;

interface Count {
  readonly shop: DemoShop;
  readonly sku: string;
  readonly variantId: string;
  readonly locations: Locations;
  readonly first: FirstStock;
}

async function makeLocations({ ask, tell }: Seeding, shop: DemoShop, plan: ShopPlan): Promise<Locations> {
  const { _entities } = await ask<{ _entities: [{ locations: { id: string; name: string }[] | null }] }>({
    of: 'inventory',
    as: shop.caller,
    query: 'query($of: [_Any!]!) { _entities(representations: $of) { ... on Shop { locations { id name } } } }',
    variables: { of: [{ __typename: 'Shop', id: shop.id }] },
  });
  const locations: Record<string, string> = {};
  for (const { kind, name, address } of plan.locations) {
    const known = _entities[0].locations?.find((location) => location.name === name);
    const { location } = known
      ? { location: known }
      : await tell<{ location: { id: string } }>({
          of: 'inventory',
          as: shop.caller,
          mutation: 'locationCreate',
          input: { shopId: shop.id, name, kind, address },
          answer: 'location { id }',
        });
    locations[kind] = location.id;
  }
  return locations as Locations;
}

async function setStock({ tell }: Seeding, { shop, sku, variantId, locations, first }: Count): Promise<void> {
  // A shop's list shows that the warehouse is empty; the store never had what it has none of.
  const kinds = first.STORE > 0 ? (['WAREHOUSE', 'STORE'] as const) : (['WAREHOUSE'] as const);
  for (const kind of kinds)
    await tell({
      of: 'inventory',
      as: shop.caller,
      mutation: 'stockAdjust',
      input: {
        variantId,
        locationId: locations[kind],
        setOnHand: first[kind],
        reason: 'First delivery',
        idempotencyKey: `demo:stock:${sku}:${kind}`,
      },
      answer: 'inventoryItem { id }',
    });
}
