import { LRUCache } from 'lru-cache';

/** Documents that clients registered under their hashes: automatic persisted queries. */
export interface AutomaticQueries {
  readonly get: (hash: string) => string | undefined;
  /** Remembers a document that is valid under its hash. */
  readonly register: (hash: string, query: string) => void;
  /** The same, as Apollo Server wants it. */
  readonly cache: {
    get(key: string): Promise<string | undefined>;
    set(key: string, query: string): Promise<void>;
    delete(key: string): Promise<boolean>;
  };
}

const LARGEST_CHARACTERS = 10_000_000;

/** Holds at most that many characters; what was not used for the longest time goes first. */
export const automaticQueries = (largestCharacters = LARGEST_CHARACTERS): AutomaticQueries => {
  const queries = new LRUCache<string, string>({
    maxSize: largestCharacters,
    sizeCalculation: (query, key) => query.length + key.length,
  });
  return {
    get: (hash) => queries.get(APOLLO_PREFIX + hash),
    register: (hash, query) => void queries.set(APOLLO_PREFIX + hash, query),
    cache: {
      get: (key) => Promise.resolve(queries.get(key)),
      set: (key, query) => {
        queries.set(key, query);
        return Promise.resolve();
      },
      delete: (key) => Promise.resolve(queries.delete(key)),
    },
  };
};

// Apollo Server names its keys so.
const APOLLO_PREFIX = 'apq:';
