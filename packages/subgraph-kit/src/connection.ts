import { idKind } from '@stoa/kernel';
import { codedError } from './errors.ts';

/** Paging arguments as clients send them. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** What a reader is asked for: `limit` rows (one more than the page, to know whether there is more) beyond `cursor`. */
export interface PageRequest {
  readonly size: number;
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
  /** The keyset values of the edge to go on from. */
  readonly cursor: readonly string[] | undefined;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const DEFAULT_SIZE = 20;
const LARGEST = 100;

/**
 * Checks paging arguments; `idPrefix` is the kind of id that this list's cursors end with.
 * @throws BAD_USER_INPUT for more than 100, for both directions at once, for a cursor of another list.
 */
export const pageRequest = (page: PageArguments, idPrefix?: string): PageRequest => {
  const direction = directionOf(page);
  const size = page.first ?? page.last ?? DEFAULT_SIZE;
  if (size < 1 || size > LARGEST)
    throw codedError('BAD_USER_INPUT', `\`first\` and \`last\` are from 1 to ${LARGEST}.`);
  const cursor = page.after ?? page.before;
  return { size, limit: size + 1, direction, cursor: cursor == null ? undefined : decodeCursor(cursor, idPrefix) };
};

function directionOf({ first, after, last, before }: PageArguments): PageRequest['direction'] {
  if (first != null && last != null) throw codedError('BAD_USER_INPUT', 'Give `first` or `last`, not both.');
  if ((last != null && after != null) || (last == null && before != null))
    throw codedError('BAD_USER_INPUT', '`after` goes with `first`, `before` with `last`.');
  return last == null ? 'forward' : 'backward';
}

/** Cuts the rows a reader returned (in the direction asked) into a page; `keyset` names an item's place in the order. */
export const connectionOf = <Node>(
  rows: readonly Node[],
  request: PageRequest,
  keyset: (node: Node) => readonly (string | number | Date)[],
): Connection<Node> => {
  const hasMore = rows.length > request.size;
  const page = rows.slice(0, request.size);
  const nodes = request.direction === 'forward' ? page : page.toReversed();
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(keyset(node)) }));
  const isForward = request.direction === 'forward';
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: isForward ? hasMore : request.cursor !== undefined,
      hasPreviousPage: isForward ? request.cursor !== undefined : hasMore,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};

const encodeCursor = (values: readonly (string | number | Date)[]) =>
  Buffer.from(
    JSON.stringify(values.map((value) => (value instanceof Date ? value.toISOString() : String(value)))),
  ).toString('base64url');

function decodeCursor(cursor: string, idPrefix: string | undefined): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (isKeyset(values) && (idPrefix === undefined || idKind(values.at(-1) ?? '') === idPrefix)) return values;
  } catch {
    // Falls through to the one answer for every foreign cursor.
  }
  throw codedError('BAD_USER_INPUT', 'This is no cursor of this list.');
}

// PostgreSQL's text has no NUL: a cursor with one would be an error of the database.
const isKeyset = (values: unknown): values is string[] =>
  Array.isArray(values) &&
  values.length > 0 &&
  values.every((value) => typeof value === 'string' && !value.includes('\0'));
