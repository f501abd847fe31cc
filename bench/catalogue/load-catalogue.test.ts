import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { products } from '@stoa/products';
import { aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { loadCatalogue, type LoadedCatalogue } from './load-catalogue.ts';

let s: TestSubgraph;
let catalogue: LoadedCatalogue;
beforeAll(async () => {
  s = await openTestSubgraph(products);
  catalogue = await loadCatalogue(s.pool, { products: 40, variantsPerProduct: 3 });
});
afterAll(() => s.close());

const searchRows = async () => {
  const { rows } = await s.pool.query<Record<string, unknown>>('SELECT * FROM product_search ORDER BY product_id');
  return rows.map(({ description: _description, document: _document, ...row }) => row);
};

describe('a loaded catalogue', () => {
  test('is shown, found and priced by the subgraph', async () => {
    const [product] = catalogue.products;
    const { data, errors } = await s.as().ask(
      `query ($id: ID!, $query: String!) { product(id: $id) { title variants { sku price { amountMinor } } images { url } category { name } }
        productSearch(query: $query) { nodes { id } } everything: productSearch { totalCount } }`,
      { id: product?.id, query: product?.title },
    );
    expect(errors).toBeUndefined();
    expect(data.product).toMatchObject({
      title: product?.title,
      variants: product?.variants.map(({ sku, priceMinor }) => ({ sku, price: { amountMinor: String(priceMinor) } })),
      category: { name: product?.category.name },
    });
    expect(data.productSearch.nodes).toContainEqual({ id: product?.id });
    expect(data.everything.totalCount).toBe(40);
    expect((await s.http(new URL(data.product.images[0].url).pathname))?.status).toBe(200);
  });

  test('has the search rows that the subgraph itself would write', async () => {
    const before = await searchRows();
    const admin = aUser({ roles: ['ADMIN'] });
    for (const { id } of catalogue.products) {
      const { data } = await s
        .as(admin)
        .ask(
          `mutation { productUpdate(input: { productId: "${id}", description: "Other." }) { userErrors { ... on UserError { message } } } }`,
        );
      expect(data.productUpdate.userErrors).toEqual([]);
    }
    const byWords = (row: Record<string, unknown>) => ({
      ...row,
      keywords: String(row['keywords']).split(' ').toSorted(),
      codes: String(row['codes']).split(/\s+/).filter(Boolean),
      option_values: (row['option_values'] as string[]).toSorted(),
    });
    expect((await searchRows()).map(byWords)).toEqual(before.map(byWords));
  });
});
