import { touchedSince, upsertRows, type Change, type Door, type Transaction } from '@stoa/messaging';
import type { Image, Product, Variant } from '../domain/product.ts';
import { writeSearchEntry } from './write-search-entry.ts';

/** Writes what changed of a product, and how search finds it. */
export const writeProduct = async (
  tx: Transaction,
  { next, previous }: Change<Product>,
  { at }: Door,
): Promise<void> => {
  const variants = touchedSince(next.variants, previous?.variants);
  const images = touchedSince(next.images, previous?.images);
  await upsertRows(tx, 'products', [productRow(next, at)]);
  await upsertRows(
    tx,
    'product_variants',
    variants.map((variant) => variantRow(next, variant)),
  );
  await upsertRows(tx, 'variant_prices', variants.map(priceRow), ['variant_id', 'currency_code']);
  for (const image of images) await keepUpload(tx, image);
  await upsertRows(
    tx,
    'product_images',
    images.map((image) => imageRow(next, image)),
  );
  const removed = touchedSince(previous?.images ?? [], next.images);
  if (removed.length > 0)
    await tx.query('DELETE FROM product_images WHERE id = ANY($1)', [removed.map(({ id }) => id)]);
  await writeSearchEntry(tx, next);
};

const productRow = (product: Product, updatedAt: Date) => ({
  id: product.id,
  version: product.version,
  shop_id: product.shopId,
  handle: product.handle,
  title: product.title,
  description: product.description,
  brand: product.brand,
  tags: product.tags,
  category_id: product.categoryId,
  status: product.status,
  created_at: product.createdAt,
  updated_at: updatedAt,
  published_at: product.publishedAt,
});

const variantRow = (product: Product, variant: Variant) => ({
  id: variant.id,
  product_id: product.id,
  shop_id: product.shopId,
  position: product.variants.indexOf(variant),
  sku: variant.sku,
  options: variant.options,
  barcode: variant.barcode,
});

const priceRow = ({ id, price, compareAtPrice }: Variant) => ({
  variant_id: id,
  currency_code: price.currencyCode,
  amount_minor: price.amountMinor,
  compare_at_minor: compareAtPrice?.amountMinor ?? null,
});

// Pictures keep their order when one before them is taken away; the id settles ties.
const imageRow = (product: Product, image: Image) => ({
  id: image.id,
  product_id: product.id,
  media_id: image.mediaId,
  alt: image.alt,
  width: image.width,
  height: image.height,
  position: product.images.indexOf(image),
});

/** The same bytes are kept once, whoever brings them. */
async function keepUpload(tx: Transaction, { mediaId, upload }: Image): Promise<void> {
  if (!upload) return;
  await tx.query('INSERT INTO media (id, content_type, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    mediaId,
    upload.contentType,
    upload.bytes,
  ]);
}
