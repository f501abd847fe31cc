import { hash } from 'node:crypto';

/** What a cursor stands for: a version, and a mark of what was shown of it, where the router gave it. */
export interface StateCursor {
  readonly version: number;
  /** Absent where a client knows the version alone, from a query. */
  readonly mark: string | undefined;
}

/** Digits of a mark. */
const MARK = 7;

/** Other domains may change what is shown of the same version: `7-1f9c02d`. Each state is hashed: natively, a third of what a loop costs. */
export const stateCursor = (version: number, shown: string): string =>
  `${version}-${hash('sha1', shown, 'hex').slice(0, MARK)}`;

const CURSOR = /^(\d{1,15})(?:-(\w{1,7}))?$/;

/** Undefined for what is no cursor: the client is told the state. */
export const readCursor = (cursor: string | undefined): StateCursor | undefined => {
  const [, version, mark] = (cursor !== undefined && CURSOR.exec(cursor)) || [];
  return version === undefined ? undefined : { version: Number(version), mark };
};

/** Whether a client with this cursor has the state that another one stands for. */
export const isSameState = (known: StateCursor, current: StateCursor | undefined): boolean =>
  known.version === current?.version && (known.mark === undefined || known.mark === current.mark);
