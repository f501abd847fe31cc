const FEW = 8;
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether the list has the name. Long lists, which identities keep for as long as their token is remembered, are read once. */
export const holds = (held: readonly string[], name: string): boolean => {
  if (held.length <= FEW) return held.includes(name);
  let set = sets.get(held);
  if (!set) sets.set(held, (set = new Set(held)));
  return set.has(name);
};
