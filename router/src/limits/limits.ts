/** What one request from outside may ask. Subgraphs' own questions are registered and reviewed, so these do not apply to them. */
export interface Limits {
  /** Tokens of a document, counted while it is parsed. */
  readonly tokens: number;
  /** Selections with all fragments unfolded. */
  readonly selections: number;
  /** Fields above one another. The standard introspection query has 15. */
  readonly depth: number;
  /** Fields in total with all fragments unfolded. */
  readonly height: number;
  readonly rootFields: number;
  /** Renamed fields of an operation, `__typename` included. */
  readonly aliases: number;
  /** The same field at one place of the answer, fragments unfolded. */
  readonly repeats: number;
  /** Fragments that may be answered later, fragments unfolded. */
  readonly deferred: number;
  /** Directives at one place. */
  readonly directives: number;
  /** Bytes of a request's body, of every door. */
  readonly bodyBytes: number;
  /** How long a client's operation may take, milliseconds. */
  readonly timeoutMs: number;
}

/** What a storefront needs, with room to grow. */
export const DEFAULT_LIMITS: Limits = {
  tokens: 2_000,
  selections: 5_000,
  depth: 15,
  height: 1_000,
  rootFields: 20,
  aliases: 30,
  repeats: 30,
  deferred: 20,
  directives: 5,
  bodyBytes: 1_000_000,
  timeoutMs: 15_000,
};
