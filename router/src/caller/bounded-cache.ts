/** A map that forgets what was not used for the longest time. `mostCharacters` bounds the length of all keys together. */
export const boundedCache = <Value>(largest: number, mostCharacters = Infinity) => {
  const entries = new Map<string, Value>();
  let characters = 0;
  const remove = (key: string): boolean => {
    if (!entries.delete(key)) return false;
    characters -= key.length;
    return true;
  };
  return {
    get(key: string): Value | undefined {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      // A map iterates in the order of insertion: what is put back last is the youngest.
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key: string, value: Value): void {
      remove(key);
      entries.set(key, value);
      characters += key.length;
      while (entries.size > largest || characters > mostCharacters) remove(entries.keys().next().value as string);
    },
    delete: remove,
  };
};
