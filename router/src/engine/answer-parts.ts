import type { GraphQLFormattedError } from 'graphql';

/** What of an answer comes after its first part. */
export interface AnswerParts {
  /** Announced with the first part. */
  readonly pending: readonly PendingPart[];
  /** What has come meanwhile, or comes next; undefined after the last. Not to be asked again before it has answered. Never rejects. */
  readonly next: () => Promise<PartsBatch | undefined>;
  /** When nothing more comes, asked for or not. Never rejects. */
  readonly ended: Promise<void>;
}

/** One object of one deferred fragment. */
export interface PendingPart {
  /** Unique in its answer. */
  readonly id: string;
  /** Response names and positions in lists, from the root. */
  readonly path: readonly (string | number)[];
  /** The client's. */
  readonly label: string | undefined;
}

export interface PartsBatch {
  readonly completed: readonly CompletedPart[];
  /** What is deferred within those. */
  readonly pending: readonly PendingPart[];
  readonly hasNext: boolean;
}

export interface CompletedPart {
  readonly part: PendingPart;
  /** What it adds to its object, as JSON text; null where a null reached that. */
  readonly data: string | null;
  /** Fit for clients, with paths from the root. */
  readonly errors: readonly GraphQLFormattedError[];
}
