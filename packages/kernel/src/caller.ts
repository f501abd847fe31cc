/** What a person or machine may do across the platform; shop rights are memberships and live where the shop's data lives. */
export type Role = 'CUSTOMER' | 'SUPPORT' | 'ADMIN';

/**
 * Who is asking, as the router established it. A user may carry a guest's cart token too (that is how carts are merged);
 * all absent is an anonymous visitor.
 */
export interface Caller {
  readonly user?: {
    readonly id: `usr_${string}`;
    readonly sessionId: string;
    readonly roles: readonly Role[];
    readonly scopes: readonly string[];
  };
  /** SHA-256 (hex) of the guest's `x-cart-token`. */
  readonly guest?: string;
  /** SHA-256 (hex) of the `x-order-token` of an order's access link. */
  readonly orderAccess?: string;
  /** Set when a subgraph asks for itself or on behalf of the viewer: what it may read that no viewer may. */
  readonly service?: { readonly name: string; readonly scopes: readonly string[] };
}

/** A visitor who is none of these. */
export const anonymous: Caller = {};

/** Whether the user has one of these roles. */
export const hasRole = (caller: Caller, ...roles: readonly Role[]): boolean =>
  caller.user?.roles.some((role) => roles.includes(role)) ?? false;

/** Whether a service asks that may do this. */
export const hasServiceScope = (caller: Caller, scope: string): boolean =>
  caller.service?.scopes.includes(scope) ?? false;

/** Whose idempotency keys these are: the user, the guest, or whoever holds an order's link; undefined for a visitor who has none of these. */
export const receiptScope = (caller: Caller): string | undefined =>
  caller.user
    ? `user:${caller.user.id}`
    : caller.guest
      ? `guest:${caller.guest}`
      : caller.orderAccess
        ? `order:${caller.orderAccess}`
        : undefined;
