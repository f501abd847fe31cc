import type { CategoryId, ProductId, ShopId, VariantId } from '@stoa/contracts';
import { money, type Id } from '@stoa/kernel';
import type { Transaction } from '@stoa/messaging';
import type { Found } from '../domain/access.ts';
import type { Product, ProductStatus, SelectedOption } from '../domain/product.ts';

/** Whole products with their shops' state, by their own ids or those of their variants; one statement, however many. */
export const readProducts = async (
  tx: Transaction,
  by: 'products' | 'variants',
  ids: readonly string[],
): Promise<Found[]> => {
  const { rows } = await tx.query<ProductRow>(by === 'products' ? BY_ID : BY_VARIANT, [ids]);
  return rows.map((row) => ({ product: productOf(row), isShopOpen: row.shop_status === 'APPROVED' }));
};

const read = (where: string) => `
  SELECT p.*, s.status AS shop_status,
    (SELECT coalesce(json_agg(json_build_object(
        'id', v.id, 'sku', v.sku, 'options', v.options, 'barcode', v.barcode,
        'currency_code', r.currency_code, 'amount_minor', r.amount_minor, 'compare_at_minor', r.compare_at_minor
      ) ORDER BY v.position), '[]')
     FROM product_variants v JOIN variant_prices r ON r.variant_id = v.id WHERE v.product_id = p.id) AS variants,
    (SELECT coalesce(json_agg(i ORDER BY i.position, i.id), '[]') FROM product_images i WHERE i.product_id = p.id) AS images
  FROM products p LEFT JOIN shops s ON s.id = p.shop_id
  WHERE ${where} ORDER BY p.id`;
const BY_ID = read('p.id = ANY($1)');
const BY_VARIANT = read('p.id IN (SELECT product_id FROM product_variants WHERE id = ANY($1))');

interface ProductRow {
  readonly id: ProductId;
  readonly version: number;
  readonly shop_id: ShopId;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string | null;
  readonly tags: readonly string[];
  readonly category_id: CategoryId | null;
  readonly status: ProductStatus;
  readonly created_at: Date;
  readonly published_at: Date | null;
  readonly shop_status: string | null;
  readonly variants: readonly {
    readonly id: VariantId;
    readonly sku: string;
    readonly options: readonly SelectedOption[];
    readonly barcode: string | null;
    readonly currency_code: string;
    readonly amount_minor: number;
    readonly compare_at_minor: number | null;
  }[];
  readonly images: readonly {
    readonly id: Id<'img'>;
    readonly media_id: string;
    readonly alt: string;
    readonly width: number | null;
    readonly height: number | null;
  }[];
}

function productOf(row: ProductRow): Product {
  const body = {
    id: row.id,
    version: row.version,
    shopId: row.shop_id,
    handle: row.handle,
    title: row.title,
    description: row.description,
    brand: row.brand,
    tags: row.tags,
    categoryId: row.category_id,
    variants: row.variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      options: variant.options,
      barcode: variant.barcode,
      price: money(variant.amount_minor, variant.currency_code),
      compareAtPrice: variant.compare_at_minor === null ? null : money(variant.compare_at_minor, variant.currency_code),
    })),
    images: row.images.map(({ id, media_id: mediaId, alt, width, height }) => ({ id, mediaId, alt, width, height })),
    createdAt: row.created_at,
  };
  switch (row.status) {
    case 'DRAFT':
      return { ...body, status: row.status, publishedAt: null };
    case 'PUBLISHED':
      if (row.published_at === null) throw new TypeError(`${row.id} is published since never`);
      return { ...body, status: row.status, publishedAt: row.published_at };
    case 'ARCHIVED':
      return { ...body, status: row.status, publishedAt: row.published_at };
  }
}
