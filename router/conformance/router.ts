import type { DocumentNode, GraphQLFormattedError } from 'graphql';

/** A router that is compared: stock, or ours. */
export interface Router {
  readonly execute: (ask: Ask) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface Ask {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Answer {
  /** JSON text; undefined when execution did not begin. */
  readonly data: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** Whether stock put a null where none was promised without an error that clients see. */
  readonly incomplete?: boolean;
}
