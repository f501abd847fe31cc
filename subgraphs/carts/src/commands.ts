import { addLines } from './commands/add-lines.ts';
import { acknowledgeWarnings, clearCart, removeLines, updateLines } from './commands/change-lines.ts';
import { closeCart } from './commands/close-cart.ts';
import { createCart } from './commands/create-cart.ts';
import { followProduct, withdrawProduct } from './commands/follow-product.ts';
import { mergeCarts } from './commands/merge-carts.ts';
import { reopenCart } from './commands/reopen-cart.ts';
import { updateCart } from './commands/update-cart.ts';

/** Everything that can happen to a cart. */
export const commands = {
  createCart,
  updateCart,
  addLines,
  updateLines,
  removeLines,
  clearCart,
  acknowledgeWarnings,
  mergeCarts,
  closeCart,
  reopenCart,
  followProduct,
  withdrawProduct,
};
