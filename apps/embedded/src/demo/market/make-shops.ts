import type { Seeding } from '../seeding.ts';
import { SHOP_PLANS, type ShopPlan } from './demo-shops.ts';
import type { DemoShop, People, Shops } from './market.ts';

/** Shops with their terms and staff, approved. */
export const makeShops = async (seeding: Seeding, people: People): Promise<Shops> => {
  seeding.say('shops');
  await seeding.moveTo(seeding.instantOf([60, '09:00']));
  const shops = await Promise.all(
    SHOP_PLANS.map(async (plan): Promise<[string, DemoShop]> => {
      const { id } = await seeding.step(`shop:${plan.slug}`, () => openShop(seeding, plan, people));
      return [plan.slug, { id, slug: plan.slug, caller: people[plan.owner].caller }];
    }),
  );
  // Products and stock know members and open shops from events.
  await seeding.settle();
  return Object.fromEntries(shops);
};

async function openShop({ ask, tell }: Seeding, plan: ShopPlan, people: People): Promise<{ id: string }> {
  const owner = people[plan.owner].caller;
  const { slug, name, description, commissionBasisPoints } = plan;
  const { shopBySlug } = await ask<{ shopBySlug: { id: string } | null }>({
    of: 'shops',
    as: owner,
    query: 'query($slug: String!) { shopBySlug(slug: $slug) { id } }',
    variables: { slug },
  });
  const { shop } = shopBySlug
    ? { shop: shopBySlug }
    : await tell<{ shop: { id: string } }>({
        of: 'shops',
        as: owner,
        mutation: 'shopRegister',
        input: { name, slug, description, currencyCode: 'EUR' },
        answer: 'shop { id }',
      });
  const shopId = shop.id;
  const answer = 'shop { id }';
  await tell({
    of: 'shops',
    as: owner,
    mutation: 'shopSetDeliveryRates',
    input: { shopId, rates: plan.deliveryRates },
    answer,
  });
  for (const key of plan.staff)
    await tell({
      of: 'shops',
      as: owner,
      mutation: 'shopAddMember',
      input: { shopId, userId: people[key].id, role: 'STAFF' },
      answer,
    });
  await tell({
    of: 'shops',
    as: people.admin.caller,
    mutation: 'shopApprove',
    input: { shopId, commissionBasisPoints },
    answer,
    unless: ['WRONG_STATE'],
  });
  return { id: shopId };
}
