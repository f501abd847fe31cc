import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@stoa/platform';
import { badRequest, Refusal } from '../refusal.ts';
import type { Visit } from '../visit.ts';
import { answerRefusal } from './answer-json.ts';
import { requestIdOf } from './request-id.ts';

export type Door = (visit: Visit) => Promise<void> | void;

export interface Doors {
  /** The graph's own: they write every header of their answers, the request's id included. */
  readonly graph?: Readonly<Record<string, Door>>;
  /** Other doors with an address of their own. */
  readonly at: Readonly<Record<string, Door>>;
  /** Everything else. @throws Refusal for what nobody answers. */
  readonly elsewhere: Door;
}

export interface ListenerOptions {
  readonly log: Log;
  /** Whether answers end their connections, so that clients go elsewhere. */
  readonly isDraining?: () => boolean;
}

/** Leads every request to its door; each has an id, and every refusal is JSON with a code. */
export const requestListener = (doors: Doors, { log, isDraining = () => false }: ListenerOptions) => {
  const graph = new Map(Object.entries(doors.graph ?? {}));
  const at = new Map(Object.entries(doors.at));

  const lead = (visit: Visit, path: string): Promise<void> | void => {
    // An address as it is written most of the time need not be parsed.
    const door = graph.get(path) ?? graph.get(visit.url.pathname);
    if (door) return door(visit);
    visit.response.setHeader('x-request-id', visit.requestId);
    return (at.get(visit.url.pathname) ?? doors.elsewhere)(visit);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    const visit = new Arrival(request, response);
    const path = pathOf(request);
    if (isDraining()) response.shouldKeepAlive = false;
    try {
      lead(visit, path)?.catch((error: unknown) => answerFailure({ visit, path, log, error }));
    } catch (error) {
      answerFailure({ visit, path, log, error });
    }
  };
};

interface Failure {
  readonly visit: Visit;
  readonly path: string;
  readonly log: Log;
  readonly error: unknown;
}

function answerFailure({ visit: { response, requestId }, path, log, error }: Failure): void {
  const refusal = refusalOf(error, { log, requestId, path });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader('x-request-id', requestId);
  answerRefusal(response, refusal, requestId);
}

/** What a client is told about an error: a refusal as it is, anything else is logged and masked. */
export const refusalOf = (
  error: unknown,
  { log, requestId, path }: { log: Log; requestId: string; path: string },
): Refusal => {
  if (error instanceof Refusal) return error;
  log.error({ err: error, requestId, path }, 'request failed');
  return SURPRISE;
};

class Arrival implements Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  #url: URL | undefined;
  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    this.requestId = requestIdOf(request);
  }
  get url(): URL {
    return (this.#url ??= urlOf(this.request));
  }
}

/** The path as the client wrote it, without what stands behind the question mark: that may be a secret link. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

function urlOf({ url: path }: IncomingMessage): URL {
  // A request line may hold a whole address, and a path may look like one.
  const url = URL.parse(`http://router.internal${path?.startsWith('/') ? path : '/'}`);
  if (url?.host !== 'router.internal') throw badRequest('The address cannot be read.');
  return url;
}

const SURPRISE = new Refusal({
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Something went wrong on our side.',
});
