import { createHash } from 'node:crypto';
import type { Log } from '@stoa/platform';
import { badRequest, Refusal } from '../refusal.ts';
import type { AutomaticQueries } from './automatic-queries.ts';
import type { PersistedOperations } from './persisted-operations.ts';

/**
 * off: a manifest is ignored. prefer: its ids are served, and other documents too. only: nothing but what it lists.
 */
export type PersistedMode = 'off' | 'prefer' | 'only';

/** The parts of a request that say which document is meant. */
export interface DocumentReference {
  readonly query: string | undefined;
  readonly documentId: string | undefined;
  readonly hash: string | undefined;
  readonly operationName: string | undefined;
}

export interface FoundDocument {
  readonly query: string;
  /** The client wants the document remembered under its hash. */
  readonly registers: boolean;
}

/** Finds the document that a request means; undefined for a hash under which none is remembered. @throws Refusal */
export type DocumentSource = (reference: DocumentReference) => FoundDocument | undefined;

export interface DocumentSourceOptions {
  readonly mode: PersistedMode;
  readonly persisted: PersistedOperations | undefined;
  readonly automatic: AutomaticQueries;
  readonly log: Log;
  /** Called for every document that is served but not listed, in mode prefer. */
  readonly onUnlisted?: (() => void) | undefined;
}

export const documentSource = (options: DocumentSourceOptions): DocumentSource => {
  const { mode, persisted, automatic } = options;
  if (mode === 'off' || !persisted) return (reference) => automaticDocument(reference, automatic);
  if (mode === 'only') return (reference) => listedDocument(reference, persisted);
  const note = noteOnce(options);
  return (reference) => {
    const id = reference.documentId ?? reference.hash;
    const body = reference.query === undefined && id !== undefined ? persisted.bodyOf(id) : undefined;
    if (body !== undefined) return { query: body, registers: false };
    if (reference.documentId !== undefined && reference.query === undefined) throw notInList(reference.documentId);
    const found = automaticDocument(reference, automatic);
    if (found && !persisted.lists(found.query)) note(reference.operationName);
    return found;
  };
};

function automaticDocument(
  { query, hash, documentId }: DocumentReference,
  { get }: AutomaticQueries,
): FoundDocument | undefined {
  if (query === undefined) {
    if (hash === undefined) throw notInList(documentId ?? '');
    const remembered = get(hash);
    return remembered === undefined ? undefined : { query: remembered, registers: false };
  }
  if (hash === undefined || get(hash) === query) return { query, registers: false };
  if (createHash('sha256').update(query).digest('hex') !== hash)
    throw badRequest('sha256Hash is not the hash of the query.');
  return { query, registers: true };
}

function listedDocument(
  { query, hash, documentId }: DocumentReference,
  { bodyOf, lists }: PersistedOperations,
): FoundDocument {
  if (query !== undefined) {
    if (!lists(query)) throw NOT_IN_SAFELIST;
    return { query, registers: false };
  }
  const id = documentId ?? hash ?? '';
  const body = bodyOf(id);
  if (body === undefined) throw notInList(id);
  return { query: body, registers: false };
}

// Names come from clients.
const MOST_NAMES = 1_000;
const LONGEST_NAME = 100;

function noteOnce({ log, onUnlisted }: DocumentSourceOptions): (operationName: string | undefined) => void {
  const noted = new Set<string>();
  return (operationName = 'without a name') => {
    onUnlisted?.();
    const name = operationName.slice(0, LONGEST_NAME);
    if (noted.has(name) || noted.size >= MOST_NAMES) return;
    noted.add(name);
    log.info({ operation: name }, 'a document that is not in the manifest was served');
  };
}

// Codes and statuses are Apollo Router's, so that its clients understand.
const notInList = (id: string) =>
  new Refusal({
    status: 404,
    code: 'PERSISTED_QUERY_NOT_IN_LIST',
    message: `There is no persisted operation ${id.slice(0, LONGEST_NAME)}.`,
    headers: { 'cache-control': 'private, no-cache, must-revalidate' },
  });

const NOT_IN_SAFELIST = new Refusal({
  status: 403,
  code: 'QUERY_NOT_IN_SAFELIST',
  message: 'Only persisted operations are served here.',
  headers: { 'cache-control': 'private, no-cache, must-revalidate' },
});
