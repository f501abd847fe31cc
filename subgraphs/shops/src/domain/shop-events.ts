import {
  ShopMemberAdded,
  ShopMemberRemoved,
  ShopProfileChanged,
  ShopRegistered,
  ShopStatusChanged,
  ShopTermsChanged,
} from '@stoa/contracts';
import type { Shop, ShopMember } from './shop.ts';

export const shopRegistered = ({ id, name, slug, currencyCode }: Shop, owner: ShopMember) =>
  ShopRegistered.of({ shopId: id, ownerId: owner.userId, name, slug, currencyCode });

export const shopProfileChanged = ({ id, name, slug }: Shop) => ShopProfileChanged.of({ shopId: id, name, slug });

export const shopStatusChanged = ({ id, status }: Shop) => ShopStatusChanged.of({ shopId: id, status });

export const shopMemberAdded = ({ id }: Shop, { userId, role }: ShopMember) =>
  ShopMemberAdded.of({ shopId: id, userId, role });

export const shopMemberRemoved = ({ id }: Shop, { userId }: Pick<ShopMember, 'userId'>) =>
  ShopMemberRemoved.of({ shopId: id, userId });

export const shopTermsChanged = ({ id, commissionRate, deliveryRates }: Shop) =>
  ShopTermsChanged.of({ shopId: id, commissionBasisPoints: commissionRate, deliveryRates: [...deliveryRates] });
