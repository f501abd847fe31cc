import type { Log } from '@stoa/platform';
import type { Identify, ShownHeaders } from '../../front/identify.ts';
import type { Closing } from './closing.ts';
import type { InitializingSockets } from './initializing-sockets.ts';
import type { MessageWire } from './message-wire.ts';
import type { SubscribeContext } from './subscribe-to.ts';
import type { Tally } from './subscriptions.ts';
import type { Moment } from './swept-sockets.ts';

/** What all conversations share. */
export interface ConversationContext extends SubscribeContext {
  readonly identify: Identify;
  readonly limits: SubscribeContext['limits'] & { readonly initTicks: number; readonly identifyTicks: number };
  readonly log: Log;
  readonly initializing: InitializingSockets;
  readonly tally: Tally;
  readonly now: Moment;
  readonly wallTickOf: (time: number) => number;
}

/** What is known of a socket as it comes. */
export interface Arrived {
  /** Of the upgrade request. */
  readonly upgrade: ShownHeaders;
  readonly clientAddress: string;
}

/** Over which a client talks to us. */
export interface Line {
  readonly wire: MessageWire;
  readonly close: (closing: Closing) => void;
}
