/** Words of which any will do instead of all; undefined when the searcher said how they go together, or there is but one. */
export const anyOfWords = (words: string): string | undefined => {
  const each = words.split(/\s+/).filter(Boolean);
  const isPlain = each.every((word) => !/^-|"/.test(word) && word.toLowerCase() !== 'or');
  return each.length > 1 && isPlain ? each.join(' or ') : undefined;
};
