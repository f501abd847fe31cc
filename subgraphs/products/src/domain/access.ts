import { hasRole, hasServiceScope, type Caller } from '@stoa/kernel';
import type { Product } from './product.ts';

/** A product and whether its shop is open now: what decides who sees it. */
export interface Found {
  readonly product: Product;
  readonly isShopOpen: boolean;
}

/** Support, and subgraphs that ask with the internal scope, see every product. */
export const seesAll = (caller: Caller): boolean =>
  hasRole(caller, 'SUPPORT', 'ADMIN') || hasServiceScope(caller, 'internal');

/** What everybody finds by itself. */
export const isListed = ({ product, isShopOpen }: Found): boolean => isShopOpen && product.status === 'PUBLISHED';

/** What everybody may see beside a cart line or an order: buyers have seen it before. */
export const wasListed = ({ product, isShopOpen }: Found): boolean => isShopOpen && product.publishedAt !== null;

/** Its shop's members, and administrators. */
export const mayEdit =
  (caller: Caller, shopIds: readonly string[]) =>
  ({ shopId }: Pick<Product, 'shopId'>): boolean =>
    shopIds.includes(shopId) || hasRole(caller, 'ADMIN');
