import { LRUCache } from 'lru-cache';

/**
 * Characters of all texts together, and of one: a client may write a megabyte into a literal, and another into the next. A
 * character of a query becomes about 75 bytes of parsed document (measured on Node 26), so this is at most some 75 MB.
 */
const MOST_CHARACTERS = 1_000_000;
const LONGEST = 100_000;

/** What was made of texts, by the text; what was not used for the longest time is forgotten, long texts are not kept at all. */
export const rememberedTexts = <Value extends object>({ most }: { readonly most: number }) =>
  new LRUCache<string, Value>({
    max: most,
    maxSize: MOST_CHARACTERS,
    maxEntrySize: LONGEST,
    sizeCalculation: (_value, text) => text.length + 1,
  });
