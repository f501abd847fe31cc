import { addMember } from './commands/add-member.ts';
import { approveShop } from './commands/approve-shop.ts';
import { bookCancellation } from './commands/book-cancellation.ts';
import { bookRefund } from './commands/book-refund.ts';
import { bookSale } from './commands/book-sale.ts';
import { registerShop } from './commands/register-shop.ts';
import { removeMember } from './commands/remove-member.ts';
import { setCommission } from './commands/set-commission.ts';
import { setDeliveryRates } from './commands/set-delivery-rates.ts';
import { suspendShop } from './commands/suspend-shop.ts';
import { updateProfile } from './commands/update-profile.ts';

/** Everything that can happen to a shop and its account. */
export const commands = {
  registerShop,
  updateProfile,
  setDeliveryRates,
  setCommission,
  addMember,
  removeMember,
  approveShop,
  suspendShop,
  bookSale,
  bookRefund,
  bookCancellation,
};
