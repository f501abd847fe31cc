import type { Log } from '@stoa/platform';
import type { Identify } from '../../front/identify.ts';
import type { LiveGraph } from '../live-graph.ts';
import { InitializingSockets } from './initializing-sockets.ts';
import type { Session, SessionContext } from './session.ts';
import { sessionLimits } from './session-limits.ts';
import type { SweptSockets } from './swept-sockets.ts';
import type { WebSocketLimits } from './websocket-limits.ts';

/** What the sessions of one door share. */
export const sessionContext = (
  { live, identify, log }: { readonly live: LiveGraph; readonly identify: Identify; readonly log: Log },
  limits: WebSocketLimits,
  sockets: SweptSockets<Session>,
): SessionContext => ({
  live,
  identify,
  log,
  limits: sessionLimits(limits),
  initializing: new InitializingSockets(limits.initializingPerAddress),
  tally: { subscriptions: 0, sent: 0 },
  now: sockets.now,
  wallTickOf: (time) => sockets.wallTickOf(time),
});
