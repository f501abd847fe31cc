import type { Resolvers } from './generated/resolvers-types.ts';
import { Category } from './resolvers/Category.ts';
import { categoryCreate } from './resolvers/Mutation/categoryCreate.ts';
import { productArchive } from './resolvers/Mutation/productArchive.ts';
import { productCreate } from './resolvers/Mutation/productCreate.ts';
import { productImageAdd } from './resolvers/Mutation/productImageAdd.ts';
import { productImageRemove } from './resolvers/Mutation/productImageRemove.ts';
import { productPublish } from './resolvers/Mutation/productPublish.ts';
import { productUpdate } from './resolvers/Mutation/productUpdate.ts';
import { productVariantAdd } from './resolvers/Mutation/productVariantAdd.ts';
import { productVariantUpdate } from './resolvers/Mutation/productVariantUpdate.ts';
import { Product } from './resolvers/Product.ts';
import { ProductConnection } from './resolvers/ProductConnection.ts';
import { ProductImage } from './resolvers/ProductImage.ts';
import { ProductSearchConnection } from './resolvers/ProductSearchConnection.ts';
import { ProductVariant } from './resolvers/ProductVariant.ts';
import { categories } from './resolvers/Query/categories.ts';
import { category } from './resolvers/Query/category.ts';
import { product } from './resolvers/Query/product.ts';
import { productByHandle } from './resolvers/Query/productByHandle.ts';
import { productSearch } from './resolvers/Query/productSearch.ts';
import { productVariant } from './resolvers/Query/productVariant.ts';
import { Shop } from './resolvers/Shop.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { product, productByHandle, productVariant, productSearch, category, categories },
  Mutation: {
    productCreate,
    productUpdate,
    productPublish,
    productArchive,
    productVariantAdd,
    productVariantUpdate,
    productImageAdd,
    productImageRemove,
    categoryCreate,
  },
  Product,
  ProductConnection,
  ProductSearchConnection,
  ProductImage,
  ProductVariant,
  Category,
  Shop,
};
