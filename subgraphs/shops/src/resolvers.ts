import type { Resolvers } from './generated/resolvers-types.ts';
import { DeliveryRate } from './resolvers/DeliveryRate.ts';
import { shopAddMember } from './resolvers/Mutation/shopAddMember.ts';
import { shopApprove } from './resolvers/Mutation/shopApprove.ts';
import { shopRegister } from './resolvers/Mutation/shopRegister.ts';
import { shopRemoveMember } from './resolvers/Mutation/shopRemoveMember.ts';
import { shopSetCommission } from './resolvers/Mutation/shopSetCommission.ts';
import { shopSetDeliveryRates } from './resolvers/Mutation/shopSetDeliveryRates.ts';
import { shopSuspend } from './resolvers/Mutation/shopSuspend.ts';
import { shopUpdateProfile } from './resolvers/Mutation/shopUpdateProfile.ts';
import { shop } from './resolvers/Query/shop.ts';
import { shopBySlug } from './resolvers/Query/shopBySlug.ts';
import { shops } from './resolvers/Query/shops.ts';
import { Shop } from './resolvers/Shop.ts';
import { ShopConnection } from './resolvers/ShopConnection.ts';
import { ShopLedgerEntry } from './resolvers/ShopLedgerEntry.ts';
import { ShopMember } from './resolvers/ShopMember.ts';
import { User } from './resolvers/User.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { shop, shopBySlug, shops },
  Mutation: {
    shopRegister,
    shopUpdateProfile,
    shopSetDeliveryRates,
    shopSetCommission,
    shopAddMember,
    shopRemoveMember,
    shopApprove,
    shopSuspend,
  },
  Shop,
  ShopConnection,
  DeliveryRate,
  ShopMember,
  ShopLedgerEntry,
  User,
};
