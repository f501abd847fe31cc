/** One topic per bounded context. The list, the partition count and the hash are part of the contract: changing one re-orders history. */
export const TOPICS = [
  'users',
  'products',
  'inventory',
  'carts',
  'orders',
  'payments',
  'shops',
  'notifications',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Partitions of every topic, on every broker. */
export const PARTITIONS = 8;

/** The partition of an aggregate's events: FNV-1a, 32 bit, over the UTF-8 bytes. Source: draft-eastlake-fnv. */
export const partitionOf = (aggregateId: string): number => fnv1a(aggregateId) % PARTITIONS;

/** 32-bit FNV-1a, the one hash for partitions and relay shards. */
export const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
};
