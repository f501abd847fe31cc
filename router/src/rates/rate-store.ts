/** So many points in so long a window, which begins with the first point that is taken. */
export interface Rate {
  readonly points: number;
  /** Whole seconds. */
  readonly windowSeconds: number;
}

export interface RateResult {
  readonly isAllowed: boolean;
  /** Points that are left in this window. */
  readonly remaining: number;
  /** Milliseconds until the window ends. */
  readonly resetMs: number;
}

/** Counts points by key: in this process, or in one that several routers share. */
export interface RateStore {
  /**
   * Takes points from a key's window; taken points count even when the answer is no. A key goes with one rate always.
   * May reject: the caller goes on as if it were allowed.
   */
  readonly take: (key: string, points: number, rate: Rate) => Promise<RateResult>;
}
