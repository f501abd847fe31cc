import type { Money } from '@stoa/kernel';
import type { Connection } from '@stoa/subgraph-kit';
import type { Category } from './domain/category.ts';
import type { Image, Product, Variant } from './domain/product.ts';
import type { SearchQuestion } from './domain/search.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type ProductModel = Product;
export type ProductImageModel = Image;
export type CategoryModel = Category;
export type MoneyModel = Money;
/** A variant never travels without its product. */
export interface ProductVariantModel {
  readonly product: Product;
  readonly variant: Variant;
}
/** Counted only when it is asked for. */
export type ProductConnectionModel = Connection<Product> & { readonly count: () => Promise<number> };
/** Tallied only when it is asked for. */
export type ProductSearchConnectionModel = Connection<Product> & {
  readonly question: SearchQuestion;
  readonly correctedQuery: string | null;
};
