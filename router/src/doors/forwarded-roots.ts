/** The first part of a path, and the subgraph whose `http/` room answers below it. */
export const FORWARDED_ROOTS: Readonly<Record<string, string>> = {
  hooks: 'payments',
  pay: 'payments',
  receipts: 'payments',
  media: 'products',
  mail: 'notifications',
  auth: 'users',
  '.well-known': 'users',
};

/** Who issues access tokens: its key set is below `.well-known`. */
export const IDENTITY_SUBGRAPH = 'users';
