import { LRUCache } from 'lru-cache';

/** Operations of one document, by the name asked for. */
type ByName<Value> = Map<string | undefined, Value>;

export interface OperationMemoryOptions {
  /** Documents at most; default 1,000. */
  readonly most?: number;
  /** Characters of all documents together; default 8 million. */
  readonly mostCharacters?: number;
}

export interface OperationMemory<Value> {
  readonly get: (query: string, name: string | undefined) => Value | undefined;
  readonly set: (query: string, name: string | undefined, value: Value) => void;
  /** Most recently used first. */
  readonly recent: (most: number) => readonly Value[];
}

/** Names that one document is remembered by: a client may ask for one operation of a document by no more than these. */
const MOST_NAMES = 50;

/** What was made of operations, by their text and name; what was not used for the longest time is forgotten. */
export const operationMemory = <Value>({
  most = 1_000,
  mostCharacters = 8_000_000,
}: OperationMemoryOptions = {}): OperationMemory<Value> => {
  const documents = new LRUCache<string, ByName<Value>>({
    max: most,
    maxSize: mostCharacters,
    sizeCalculation: (_value, query) => query.length + 1,
  });
  return {
    get: (query, name) => documents.get(query)?.get(name),
    set: (query, name, value) => {
      let byName = documents.get(query);
      if (!byName) documents.set(query, (byName = new Map()));
      if (byName.size >= MOST_NAMES) byName.clear();
      byName.set(name, value);
    },
    recent: (many) => {
      const found: Value[] = [];
      for (const byName of documents.values()) {
        for (const value of new Set(byName.values())) found.push(value);
        if (found.length >= many) break;
      }
      return found.slice(0, many);
    },
  };
};
