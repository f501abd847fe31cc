import type { Door } from '@stoa/messaging';

/** A page, web hook or download that a subgraph answers itself; the router forwards it byte for byte. */
export interface HttpRoute<Rooms> {
  readonly method: 'GET' | 'POST';
  /** A URLPattern pathname below one of the forwarded roots: `/pay/:attemptId`. */
  readonly path: string;
  readonly handle: (rooms: Rooms, visit: HttpVisit) => Promise<Response>;
}

export interface HttpVisit {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  /** The door of what this visit causes; a web hook files the provider's event id as its receipt. */
  readonly door: (receipt?: { readonly scope: string; readonly key: string }) => Door;
}

/** Declares a route: `route('GET', '/pay/:attemptId', ({ reader }) => async ({ params }) => …)`. */
export const route = <Rooms>(
  method: HttpRoute<Rooms>['method'],
  path: string,
  answer: (rooms: Rooms) => (visit: HttpVisit) => Promise<Response>,
): HttpRoute<Rooms> => ({ method, path, handle: (rooms, visit) => answer(rooms)(visit) });

/** Finds the route of a request. HEAD is answered as GET. */
export const matchRoute = <Rooms>(
  routes: readonly HttpRoute<Rooms>[],
  request: Request,
): { route: HttpRoute<Rooms>; params: Record<string, string> } | undefined => {
  const { pathname } = new URL(request.url);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const found = patternOf(candidate.path).exec({ pathname });
    if (found) return { route: candidate, params: definedOnly(found.pathname.groups) };
  }
  return undefined;
};

const patterns = new Map<string, URLPattern>();
function patternOf(pathname: string): URLPattern {
  let pattern = patterns.get(pathname);
  if (!pattern) patterns.set(pathname, (pattern = new URLPattern({ pathname })));
  return pattern;
}

const definedOnly = (groups: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(groups).filter((entry): entry is [string, string] => entry[1] !== undefined));
