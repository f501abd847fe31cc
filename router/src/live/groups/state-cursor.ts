import { fnv1a } from '@stoa/contracts';

/** What a cursor stands for: a version, and a mark of what was shown of it, where the router gave it. */
export interface StateCursor {
  readonly version: number;
  /** Absent where a client knows the version alone, from a query. */
  readonly mark: string | undefined;
}

/** Other domains may change what is shown of the same version: `7-1x9k2f`. */
export const stateCursor = (version: number, shown: string): string => `${version}-${fnv1a(shown).toString(36)}`;

const CURSOR = /^(\d{1,15})(?:-(\w{1,7}))?$/;

/** Undefined for what is no cursor: the client is told the state. */
export const readCursor = (cursor: string | undefined): StateCursor | undefined => {
  const [, version, mark] = (cursor !== undefined && CURSOR.exec(cursor)) || [];
  return version === undefined ? undefined : { version: Number(version), mark };
};

/** Whether a client with this cursor has the state that another one stands for. */
export const isSameState = (known: StateCursor, current: StateCursor | undefined): boolean =>
  known.version === current?.version && (known.mark === undefined || known.mark === current.mark);
