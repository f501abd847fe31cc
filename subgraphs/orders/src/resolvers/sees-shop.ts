import { hasRole } from '@stoa/kernel';
import type { Context } from '../context.ts';

/** Whether the caller sees what concerns the shop alone: its members and support. */
export const seesShop = async (
  { caller, loaders }: Pick<Context, 'caller' | 'loaders'>,
  shopId: string,
): Promise<boolean> => hasRole(caller, 'SUPPORT', 'ADMIN') || (await loaders.shopIds()).includes(shopId);
