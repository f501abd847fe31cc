import { addImage } from './commands/add-image.ts';
import { addVariant } from './commands/add-variant.ts';
import { archiveProduct } from './commands/archive-product.ts';
import { createCategory } from './commands/create-category.ts';
import { createProduct } from './commands/create-product.ts';
import { publishProduct } from './commands/publish-product.ts';
import { removeImage } from './commands/remove-image.ts';
import { updateProduct } from './commands/update-product.ts';
import { updateVariant } from './commands/update-variant.ts';

/** Everything that can happen to the catalogue. */
export const commands = {
  createProduct,
  updateProduct,
  publishProduct,
  archiveProduct,
  addVariant,
  updateVariant,
  addImage,
  removeImage,
  createCategory,
};
