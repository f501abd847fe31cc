import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous, newId } from '@stoa/kernel';
import { aService, aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { shops } from '../src/subgraph.ts';
import { admin, aRegisteredShop } from './a-registered-shop.ts';

let s: TestSubgraph;
beforeAll(async () => void (s = await openTestSubgraph(shops)));
afterAll(() => s.close());

const REGISTER = `mutation ($input: ShopRegisterInput!) { shopRegister(input: $input) {
  shop { id slug status isOpen currencyCode commissionBasisPoints members { user { id } role } balance { amount currencyCode }
    deliveryRates { code price { amount } freeFrom { amount } countries minDays maxDays } }
  userErrors { __typename ... on UserError { code path } } } }`;
const SHOP = `query ($id: ID!) { shop(id: $id) { id name } }`;

describe('a new shop', () => {
  test('is pending, has its registrar as owner, and terms to sell on', async () => {
    const owner = aUser();
    const { data, errors } = await s.as(owner).ask(REGISTER, { input: { name: 'Ölmühle & Söhne' } });
    expect(errors).toBeUndefined();
    const { shop } = data.shopRegister;
    expect(shop).toMatchObject({
      slug: 'olmuhle-sohne',
      status: 'PENDING',
      isOpen: false,
      currencyCode: 'EUR',
      commissionBasisPoints: 1_000,
      members: [{ user: { id: owner.user.id }, role: 'OWNER' }],
      balance: { amount: '0.00', currencyCode: 'EUR' },
      deliveryRates: [
        {
          code: 'STANDARD',
          price: { amount: '4.90' },
          freeFrom: { amount: '50.00' },
          countries: [],
          minDays: 2,
          maxDays: 4,
        },
        { code: 'EXPRESS', price: { amount: '9.90' }, freeFrom: null, minDays: 1, maxDays: 2 },
      ],
    });
    expect(await s.announced(shop.id)).toEqual(['ShopRegistered', 'ShopMemberAdded', 'ShopTermsChanged']);
  });

  test('needs somebody signed in', async () => {
    const { errors } = await s.as(anonymous).ask(REGISTER, { input: { name: 'Nobody' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('cannot take the address of another', async () => {
    const { slug } = await aRegisteredShop(s);
    const { data } = await s.as(aUser()).ask(REGISTER, { input: { name: 'Other', slug } });
    expect(data.shopRegister).toEqual({
      shop: null,
      userErrors: [{ __typename: 'SlugTaken', code: 'SLUG_TAKEN', path: ['slug'] }],
    });
  });

  test('is told which field cannot be used', async () => {
    const { data } = await s.as(aUser()).ask(REGISTER, { input: { name: 'x'.repeat(81) } });
    expect(data.shopRegister.userErrors).toEqual([
      { __typename: 'InvalidInput', code: 'INVALID_INPUT', path: ['name'] },
    ]);
  });

  test('is found by its members and administrators alone until it is approved', async () => {
    const { id, owner } = await aRegisteredShop(s, { isApproved: false });
    const seen = async (caller: object) => (await s.as(caller).ask(SHOP, { id })).data.shop !== null;
    expect(await Promise.all([anonymous, aUser(), owner, admin, aService('orders')].map(seen))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    await s
      .as(admin)
      .ask(`mutation { shopApprove(input: { shopId: "${id}", commissionBasisPoints: 700 }) { shop { status } } }`);
    expect(await seen(anonymous)).toBe(true);
    expect(await s.announced(id)).toEqual(expect.arrayContaining(['ShopTermsChanged', 'ShopStatusChanged']));
  });
});

describe('what only members and support see', () => {
  const INSIDE = `query ($id: ID!) { shop(id: $id) { commissionBasisPoints balance { amount } ledger(first: 1) { nodes { id } } members { role } } }`;
  test('is null for everybody else', async () => {
    const { id, owner } = await aRegisteredShop(s);
    const stranger = (await s.as(aUser()).ask(INSIDE, { id })).data.shop;
    expect(stranger).toEqual({ commissionBasisPoints: null, balance: null, ledger: null, members: null });
    const member = (await s.as(owner).ask(INSIDE, { id })).data.shop;
    expect(member).toEqual({
      commissionBasisPoints: 1_000,
      balance: { amount: '0.00' },
      ledger: { nodes: [] },
      members: [{ role: 'OWNER' }],
    });
  });
});

describe('the list of shops', () => {
  test('pages forward and backward over what is open, and hides what is not', async () => {
    const open = [await aRegisteredShop(s), await aRegisteredShop(s), await aRegisteredShop(s)]
      .map(({ id }) => id)
      .toReversed();
    const hidden = await aRegisteredShop(s, { isApproved: false });
    const LIST = `query ($first: Int, $after: String, $last: Int, $before: String) {
      shops(first: $first, after: $after, last: $last, before: $before) { nodes { id } totalCount pageInfo { hasNextPage endCursor startCursor } } }`;
    const first = (await s.as().ask(LIST, { first: 2 })).data.shops;
    expect(first.nodes.map(({ id }: { id: string }) => id)).toEqual(open.slice(0, 2));
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await s.as().ask(LIST, { first: 1, after: first.pageInfo.endCursor })).data.shops;
    expect(second.nodes).toEqual([{ id: open[2] }]);
    const back = (await s.as().ask(LIST, { last: 2, before: second.pageInfo.startCursor })).data.shops;
    expect(back.nodes).toEqual(first.nodes);
    const everybody = (await s.as(admin).ask(LIST, { first: 100 })).data.shops;
    expect(everybody.nodes).toContainEqual({ id: hidden.id });
    expect(everybody.totalCount).toBe(everybody.nodes.length);
    const owners = (await s.as(hidden.owner).ask(LIST, { first: 1 })).data.shops;
    expect(owners.nodes).toEqual([{ id: hidden.id }]);
  });

  test('costs one statement for the page, one for the shops, one for their ledgers and one for their balances', async () => {
    await aRegisteredShop(s);
    await aRegisteredShop(s);
    s.statements();
    const { errors } = await s
      .as(admin)
      .ask(
        '{ shops(first: 20) { nodes { id name members { role } balance { amount } ledger(first: 5) { nodes { id } } } } }',
      );
    expect(errors).toBeUndefined();
    expect(s.statements()).toHaveLength(4);
  });
});

describe('as an entity', () => {
  const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Shop { id name isOpen } ... on User { shops { role shop { id } } } } }`;
  test('shops come in the order asked, in one statement, null where there is none', async () => {
    const [one, two] = [await aRegisteredShop(s), await aRegisteredShop(s)];
    const of = [two.id, newId('shop'), one.id].map((id) => ({ __typename: 'Shop', id }));
    s.statements();
    const { data } = await s.as().ask(ENTITIES, { of });
    expect(data._entities.map((shop: { id: string } | null) => shop?.id ?? null)).toEqual([two.id, null, one.id]);
    expect(s.statements()).toHaveLength(1);
  });

  test('a suspended shop is still named beside what was bought from it', async () => {
    const { id } = await aRegisteredShop(s);
    await s.as(admin).ask(`mutation { shopSuspend(input: { shopId: "${id}" }) { shop { id } } }`);
    expect((await s.as().ask(ENTITIES, { of: [{ __typename: 'Shop', id }] })).data._entities).toMatchObject([
      { id, isOpen: false },
    ]);
    expect((await s.as().ask(SHOP, { id })).data.shop).toBeNull();
  });

  test('a user shows their shops to themselves and support, to nobody else', async () => {
    const { id, owner } = await aRegisteredShop(s);
    const of = [{ __typename: 'User', id: owner.user.id }];
    const own = [{ shops: [{ role: 'OWNER', shop: { id } }] }];
    expect((await s.as(owner).ask(ENTITIES, { of })).data._entities).toEqual(own);
    expect((await s.as(admin).ask(ENTITIES, { of })).data._entities).toEqual(own);
    expect((await s.as(aUser()).ask(ENTITIES, { of })).data._entities).toEqual([{ shops: null }]);
  });
});
