import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@stoa/platform';
import { badRequest, Refusal } from '../refusal.ts';
import type { Visit } from '../visit.ts';
import { answerRefusal } from './answer-json.ts';
import { requestIdOf } from './request-id.ts';

export type Door = (visit: Visit) => Promise<void> | void;

export interface Doors {
  /** Doors with an address of their own. */
  readonly at: Readonly<Record<string, Door>>;
  /** Everything else. @throws Refusal for what nobody answers. */
  readonly elsewhere: Door;
}

/** Leads every request to its door; each has an id, and every refusal is JSON with a code. */
export const requestListener = (doors: Doors, log: Log) => (request: IncomingMessage, response: ServerResponse) => {
  const requestId = requestIdOf(request);
  response.setHeader('x-request-id', requestId);
  lead(doors, { request, response, requestId }).catch((error: unknown) => {
    // Without what stands behind the question mark: it may be a secret link.
    const path = request.url?.split('?', 1)[0];
    if (!(error instanceof Refusal)) log.error({ err: error, requestId, path }, 'request failed');
    if (response.headersSent) response.destroy();
    else answerRefusal(response, error instanceof Refusal ? error : SURPRISE, requestId);
  });
};

async function lead({ at, elsewhere }: Doors, visit: Omit<Visit, 'url'>): Promise<void> {
  const url = urlOf(visit.request);
  const door = Object.hasOwn(at, url.pathname) ? at[url.pathname] : undefined;
  await (door ?? elsewhere)({ ...visit, url });
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
