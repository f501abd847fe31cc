/** Counts what each client holds and what all hold together. */
export interface ClientCounts {
  /** Takes one for a client. @returns its release, to be called once; or whose limit is reached */
  readonly take: (client: string) => (() => void) | 'client' | 'process';
  readonly total: () => number;
}

export const clientCounts = (most: { readonly perClient: number; readonly total: number }): ClientCounts => {
  const held = new Map<string, number>();
  let total = 0;
  return {
    take: (client) => {
      if (total >= most.total) return 'process';
      const own = held.get(client) ?? 0;
      if (own >= most.perClient) return 'client';
      total += 1;
      held.set(client, own + 1);
      return () => {
        total -= 1;
        const left = (held.get(client) ?? 1) - 1;
        if (left === 0) held.delete(client);
        else held.set(client, left);
      };
    },
    total: () => total,
  };
};
