import type { Resolvers } from './generated/resolvers-types.ts';
import { Cart } from './resolvers/Cart.ts';
import { CartLine } from './resolvers/CartLine.ts';
import { cartClear } from './resolvers/Mutation/cartClear.ts';
import { cartCreate } from './resolvers/Mutation/cartCreate.ts';
import { cartLinesAdd } from './resolvers/Mutation/cartLinesAdd.ts';
import { cartLinesRemove } from './resolvers/Mutation/cartLinesRemove.ts';
import { cartLinesUpdate } from './resolvers/Mutation/cartLinesUpdate.ts';
import { cartMerge } from './resolvers/Mutation/cartMerge.ts';
import { cartUpdate } from './resolvers/Mutation/cartUpdate.ts';
import { cartWarningsAcknowledge } from './resolvers/Mutation/cartWarningsAcknowledge.ts';
import { activeCart } from './resolvers/Query/activeCart.ts';
import { cart } from './resolvers/Query/cart.ts';
import { myCarts } from './resolvers/Query/myCarts.ts';
import { quote } from './resolvers/Query/quote.ts';
import { Quote } from './resolvers/Quote.ts';
import { QuoteDelivery } from './resolvers/QuoteDelivery.ts';
import { QuoteLine } from './resolvers/QuoteLine.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { cart, activeCart, myCarts, quote },
  Mutation: {
    cartCreate,
    cartUpdate,
    cartLinesAdd,
    cartLinesUpdate,
    cartLinesRemove,
    cartClear,
    cartWarningsAcknowledge,
    cartMerge,
  },
  Cart,
  CartLine,
  Quote,
  QuoteDelivery,
  QuoteLine,
};
