import type { CategoryId, ProductId, ShopId, VariantId } from '@stoa/contracts';
import type { Id, Money } from '@stoa/kernel';

/** What a shop sells, with its variants, prices and pictures: one aggregate. */
export type Product = DraftProduct | PublishedProduct | ArchivedProduct;
export type ProductStatus = Product['status'];

/** Being prepared. */
export interface DraftProduct extends ProductBody {
  readonly status: 'DRAFT';
  readonly publishedAt: null;
}
/** Seen and sold, while its shop is open. */
export interface PublishedProduct extends ProductBody {
  readonly status: 'PUBLISHED';
  readonly publishedAt: Date;
}
/** Taken out of the catalogue; null when buyers never saw it. */
export interface ArchivedProduct extends ProductBody {
  readonly status: 'ARCHIVED';
  readonly publishedAt: Date | null;
}

export interface ProductBody {
  readonly id: ProductId;
  readonly version: number;
  readonly shopId: ShopId;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string | null;
  readonly tags: readonly string[];
  readonly categoryId: CategoryId | null;
  /** At least one; all have the same options, each another choice. */
  readonly variants: readonly Variant[];
  readonly images: readonly Image[];
  readonly createdAt: Date;
}

export interface Variant {
  readonly id: VariantId;
  readonly sku: string;
  readonly options: readonly SelectedOption[];
  readonly barcode: string | null;
  readonly price: Money;
  readonly compareAtPrice: Money | null;
}

export interface SelectedOption {
  readonly name: string;
  readonly value: string;
}

export interface Image {
  readonly id: Id<'img'>;
  /** SHA-256 of type and bytes, hex: where the bytes are kept. */
  readonly mediaId: string;
  readonly alt: string;
  readonly width: number | null;
  readonly height: number | null;
  /** The bytes, while the picture is new; read pictures have none. */
  readonly upload?: Upload;
}

export interface Upload {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** `Red / L`, or the product's title when there is nothing to choose. */
export const variantTitle = (product: Pick<ProductBody, 'title'>, { options }: Pick<Variant, 'options'>): string =>
  options.length === 0 ? product.title : choiceOf(options);

/** The product's title with the variant's choice, as a line in a cart shows it: `Shirt – Red / L`. */
export const listingTitle = (product: Pick<ProductBody, 'title'>, { options }: Pick<Variant, 'options'>): string =>
  options.length === 0 ? product.title : `${product.title} – ${choiceOf(options)}`;

/** What the variants differ by, names and values in the order they first come. */
export const optionsOf = ({ variants }: Pick<ProductBody, 'variants'>): { name: string; values: string[] }[] => {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap(({ options }) => options))
    values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values].map(([name, set]) => ({ name, values: [...set] }));
};

/** The lowest and the highest price. @throws TypeError for a product without variants, which cannot be. */
export const priceRangeOf = ({ variants }: Pick<ProductBody, 'variants'>): { min: Money; max: Money } => {
  const prices = variants.map(({ price }) => price).toSorted((left, right) => left.amountMinor - right.amountMinor);
  const [min, max] = [prices[0], prices.at(-1)];
  if (!min || !max) throw new TypeError('A product has at least one variant');
  return { min, max };
};

const choiceOf = (options: readonly SelectedOption[]) => options.map(({ value }) => value).join(' / ');
