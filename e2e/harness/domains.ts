/** The domains, each with its database and its group of listeners. */
export const DOMAINS = [
  'users',
  'shops',
  'products',
  'inventory',
  'carts',
  'orders',
  'payments',
  'notifications',
] as const;
