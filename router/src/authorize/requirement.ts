import type { Identity } from '../engine/engine.ts';

/** One thing that a type or field demands of whoever reads it. Equal demands are the same object. */
export interface Requirement {
  /** `@authenticated`, `@requiresScopes[["a","b"],["c"]]`, … */
  readonly id: string;
  readonly isMet: (identity: Identity) => boolean;
}
