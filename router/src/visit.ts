import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request at one of the router's doors. */
export interface Visit {
  /** Only its path and search are the client's; nobody chooses our host for us. */
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
}

/** Aborts when the client leaves (or has its answer). */
export const leavingOf = ({ response }: Visit): AbortSignal => {
  const left = new AbortController();
  response.once('close', () => {
    left.abort();
  });
  return left.signal;
};
