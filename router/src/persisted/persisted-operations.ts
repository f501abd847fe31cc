import { z } from 'zod';

export type OperationType = 'query' | 'mutation' | 'subscription';

/** One operation of a manifest. */
export interface PersistedOperation {
  /** What clients send instead of the body. */
  readonly id: string;
  readonly name: string;
  readonly type: OperationType;
  /** The document's text. */
  readonly body: string;
}

/** What clients may ask by id. */
export interface PersistedOperations {
  readonly operations: readonly PersistedOperation[];
  readonly bodyOf: (id: string) => string | undefined;
  /** Whether a document is one of the bodies, to the letter. */
  readonly lists: (body: string) => boolean;
}

const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string().min(1),
    }),
  ),
});

const MOST_FAULTS = 5;

/**
 * Reads a manifest in Apollo's format, https://www.npmjs.com/package/@apollo/generate-persisted-query-manifest.
 * @throws with a line for each fault
 */
export const persistedOperations = (manifestJson: string): PersistedOperations => {
  const read = manifestSchema.safeParse(parsed(manifestJson));
  if (!read.success)
    throw new Error(
      read.error.issues
        .slice(0, MOST_FAULTS)
        .map(({ path, message }) => `Manifest of persisted operations, ${path.join('.') || 'root'}: ${message}`)
        .join('\n'),
    );
  const { operations } = read.data;
  const bodies = new Map<string, string>();
  for (const { id, name, body } of operations) {
    if (bodies.has(id)) throw new Error(`Manifest of persisted operations: ${name} has the id of another one, ${id}`);
    bodies.set(id, body);
  }
  const listed = new Set(bodies.values());
  return { operations, bodyOf: (id) => bodies.get(id), lists: (body) => listed.has(body) };
};

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new Error(`Manifest of persisted operations: it is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
