import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { newId } from '@stoa/kernel';
import { shops } from '../src/subgraph.ts';
import { admin, aRegisteredShop } from './a-registered-shop.ts';
import { aWrittenRate } from './a-shop.ts';

let s: TestSubgraph;
beforeAll(async () => void (s = await openTestSubgraph(shops)));
afterAll(() => s.close());

const change = async (caller: object, mutation: string, input: object) => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await s.as(caller).ask(
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) {
       shop { id version name status deliveryRates { code price { amountMinor } } members { user { id } role } }
       userErrors { __typename ... on UserError { code path } } } }`,
    { input },
  );
  return errors ? { code: errors[0]?.extensions?.['code'] } : data[mutation];
};
const refusedWith = (code: string) => ({ shop: null, userErrors: [expect.objectContaining({ code })] });

describe('terms', () => {
  test('are set by owners and told whole', async () => {
    const { id, owner } = await aRegisteredShop(s);
    const answer = await change(owner, 'shopSetDeliveryRates', {
      shopId: id,
      rates: [aWrittenRate({ price: '3.00', countries: ['DE'] })],
    });
    expect(answer).toMatchObject({
      shop: { deliveryRates: [{ code: 'STANDARD', price: { amountMinor: '300' } }] },
      userErrors: [],
    });
    expect((await s.announcedPayloads(id)).at(-1)).toMatchObject({
      type: 'ShopTermsChanged',
      payload: { commissionBasisPoints: 1_000, deliveryRates: [{ code: 'STANDARD', countries: ['DE'] }] },
    });
  });

  test('of another shop are not to be found', async () => {
    const { id } = await aRegisteredShop(s);
    const input = { shopId: id, rates: [aWrittenRate()] };
    expect(await change(aUser(), 'shopSetDeliveryRates', input)).toEqual(refusedWith('NOT_FOUND'));
    expect(await change(aUser(), 'shopSetDeliveryRates', { ...input, shopId: newId('shop') })).toEqual(
      refusedWith('NOT_FOUND'),
    );
  });

  test('that were seen at another version are not overwritten', async () => {
    const { id, owner } = await aRegisteredShop(s);
    expect(
      await change(owner, 'shopSetDeliveryRates', { shopId: id, rates: [aWrittenRate()], expectedVersion: 1 }),
    ).toEqual(refusedWith('VERSION_CONFLICT'));
  });

  test('the commission is the platform’s to set', async () => {
    const { id, owner } = await aRegisteredShop(s);
    expect(await change(owner, 'shopSetCommission', { shopId: id, commissionBasisPoints: 0 })).toEqual({
      code: 'FORBIDDEN',
    });
    expect(await change(admin, 'shopSetCommission', { shopId: id, commissionBasisPoints: 800 })).toMatchObject({
      userErrors: [],
    });
    expect((await s.announcedPayloads(id)).at(-1)).toMatchObject({ payload: { commissionBasisPoints: 800 } });
  });
});

describe('people', () => {
  test('staff may change the profile but not the terms, and leave by themselves', async () => {
    const { id, owner } = await aRegisteredShop(s);
    const staff = aUser();
    expect(await change(owner, 'shopAddMember', { shopId: id, userId: staff.user.id, role: 'STAFF' })).toMatchObject({
      shop: { members: [{ role: 'OWNER' }, { role: 'STAFF', user: { id: staff.user.id } }] },
    });
    expect(await change(staff, 'shopUpdateProfile', { shopId: id, name: 'Tea & More' })).toMatchObject({
      shop: { name: 'Tea & More' },
    });
    expect(await change(staff, 'shopSetDeliveryRates', { shopId: id, rates: [aWrittenRate()] })).toEqual(
      refusedWith('NOT_FOUND'),
    );
    expect(await change(staff, 'shopRemoveMember', { shopId: id, userId: staff.user.id })).toMatchObject({
      userErrors: [],
    });
    expect(await change(staff, 'shopUpdateProfile', { shopId: id, name: 'Mine' })).toEqual(refusedWith('NOT_FOUND'));
    expect(await s.announced(id)).toEqual(
      expect.arrayContaining(['ShopMemberAdded', 'ShopProfileChanged', 'ShopMemberRemoved']),
    );
  });

  test('the last owner stays', async () => {
    const { id, owner } = await aRegisteredShop(s);
    expect(await change(owner, 'shopRemoveMember', { shopId: id, userId: owner.user.id })).toEqual(
      refusedWith('WRONG_STATE'),
    );
  });

  test('an id of something else is no person', async () => {
    const { id, owner } = await aRegisteredShop(s);
    expect(await change(owner, 'shopAddMember', { shopId: id, userId: id, role: 'STAFF' })).toEqual(
      refusedWith('INVALID_INPUT'),
    );
  });
});

test('a taken address is refused to a change as well', async () => {
  const [one, two] = [await aRegisteredShop(s), await aRegisteredShop(s)];
  expect(await change(two.owner, 'shopUpdateProfile', { shopId: two.id, slug: one.slug })).toEqual(
    refusedWith('SLUG_TAKEN'),
  );
});

test('only administrators open and stop shops', async () => {
  const { id, owner } = await aRegisteredShop(s, { isApproved: false });
  expect(await change(owner, 'shopApprove', { shopId: id })).toEqual({ code: 'FORBIDDEN' });
  expect(await change(admin, 'shopSuspend', { shopId: id })).toMatchObject({ shop: { status: 'SUSPENDED' } });
  expect(await change(admin, 'shopApprove', { shopId: newId('shop') })).toEqual(refusedWith('NOT_FOUND'));
});
