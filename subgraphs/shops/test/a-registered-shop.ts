import type { ShopId } from '@stoa/contracts';
import { aUser, type TestSubgraph } from '@stoa/testing';

/** An administrator. */
export const admin = aUser({ roles: ['CUSTOMER', 'ADMIN'] });

let registered = 0;

/** Registers a shop through the graph and approves it unless told otherwise. */
export const aRegisteredShop = async (
  subgraph: TestSubgraph,
  { owner = aUser(), isApproved = true, currencyCode = 'EUR' } = {},
) => {
  registered += 1;
  const { data } = await subgraph
    .as(owner)
    .ask(
      `mutation ($input: ShopRegisterInput!) { shopRegister(input: $input) { shop { id slug version } userErrors { ... on UserError { code } } } }`,
      { input: { name: `Tea House ${registered}`, currencyCode } },
    );
  const { id, slug } = data.shopRegister.shop as { id: ShopId; slug: string };
  if (isApproved)
    await subgraph
      .as(admin)
      .ask(`mutation { shopApprove(input: { shopId: "${id}" }) { userErrors { ... on UserError { code } } } }`);
  return { id, slug, owner };
};
