import { ShopMemberAdded, ShopRegistered, ShopStatusChanged, type ShopId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aUser, type TestSubgraph } from '@stoa/testing';

/** An administrator. */
export const admin = aUser({ roles: ['CUSTOMER', 'ADMIN'] });

export interface KnownShop {
  readonly id: ShopId;
  readonly owner: ReturnType<typeof aUser>;
}

/** A shop as its events make it known here; open unless told otherwise. */
export const aKnownShop = async (
  s: TestSubgraph,
  {
    name = 'Tea House',
    status = 'APPROVED' as const,
    currencyCode = 'EUR',
  }: { name?: string; status?: 'APPROVED' | 'PENDING'; currencyCode?: string } = {},
): Promise<KnownShop> => {
  const id = newId('shop');
  const owner = aUser();
  await s.hear(
    ShopRegistered.of({ shopId: id, ownerId: owner.user.id, name, slug: id.slice(-8).toLowerCase(), currencyCode }),
    ShopMemberAdded.of({ shopId: id, userId: owner.user.id, role: 'OWNER' }),
    ShopStatusChanged.of({ shopId: id, status }),
  );
  return { id, owner };
};

export const PRODUCT_FIELDS = `id version handle title description brand tags status publishedAt
  category { slug } options { name values } priceRange { min { amount } max { amount } } images { id url alt width height }
  variants { id sku title selectedOptions { name value } barcode price { amount currencyCode } compareAtPrice { amount } }`;

/** Runs one mutation that answers a product, and gives its payload, or the code of its top-level error. */
export const change = async (s: TestSubgraph, caller: object, mutation: string, input: object) => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await s.as(caller).ask(
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) {
       product { ${PRODUCT_FIELDS} } userErrors { __typename ... on UserError { code path } } } }`,
    { input },
  );
  return errors ? { code: errors[0]?.extensions?.['code'], message: errors[0]?.message } : data[mutation];
};

let created = 0;

/** Creates a product through the graph and publishes it unless told otherwise. */
export const aListedProduct = async (
  s: TestSubgraph,
  shop: KnownShop,
  { isPublished = true, ...input }: Record<string, unknown> & { isPublished?: boolean } = {},
): Promise<{
  id: `prod_${string}`;
  version: number;
  handle: string;
  variants: { id: `var_${string}`; sku: string }[];
}> => {
  created += 1;
  const { product, userErrors, ...rest } = await change(s, shop.owner, 'productCreate', {
    shopId: shop.id,
    title: `Product ${created}`,
    variants: [{ sku: `SKU-${created}`, price: '10.00' }],
    ...input,
  });
  if (!product) throw new Error(JSON.stringify({ userErrors, ...rest }));
  if (isPublished) await change(s, shop.owner, 'productPublish', { productId: product.id });
  // Each product is published at a moment of its own, so that lists have an order.
  s.clock.advance(1_000);
  return product;
};

/** Adds a category through the graph. */
export const aCategory = async (
  s: TestSubgraph,
  name: string,
  parentId?: string,
): Promise<{ id: string; slug: string }> => {
  const { data } = await s
    .as(admin)
    .ask(
      `mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { category { id slug } userErrors { ... on UserError { code message } } } }`,
      { input: { name, parentId } },
    );
  if (!data.categoryCreate.category) throw new Error(JSON.stringify(data.categoryCreate.userErrors));
  return data.categoryCreate.category;
};
