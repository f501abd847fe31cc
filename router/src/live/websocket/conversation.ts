import type { Identified, ShownHeaders } from '../../front/identify.ts';
import type { ClientMessage } from './client-message.ts';
import {
  INITIALISATION_TIMEOUT,
  malformed,
  TOKEN_EXPIRED,
  TOO_MANY_INITIALISATIONS,
  TRY_AGAIN_LATER,
  UNAUTHORIZED,
  type Closing,
} from './closing.ts';
import { closingOf } from './closing-of.ts';
import type { Arrived, ConversationContext, Line } from './conversation-context.ts';
import { pongOf } from './pong-of.ts';
import { shownHeaders } from './shown-headers.ts';
import { subscribeTo } from './subscribe-to.ts';
import { Subscriptions } from './subscriptions.ts';
import { NEVER, type Moment } from './swept-sockets.ts';

type Members = Readonly<Record<string, unknown>>;

/** What one client and we say to each other. https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */
export class Conversation {
  readonly #context: ConversationContext;
  readonly #line: Line;
  readonly #clientAddress: string;
  readonly #subscriptions: Subscriptions;
  #phase: 'waiting' | 'identifying' | 'ready' | 'over' = 'waiting';
  /** Nobody needs it once the client has said who it is. */
  #upgrade: ShownHeaders | undefined;
  /** What came while that is being found out. */
  #early: ClientMessage[] | undefined;
  #who: Identified | undefined;
  #dueTick: number;
  #expiryTick = NEVER;

  constructor(context: ConversationContext, line: Line, { upgrade, clientAddress }: Arrived) {
    this.#context = context;
    this.#line = line;
    this.#clientAddress = clientAddress;
    this.#upgrade = upgrade;
    this.#dueTick = context.now.tick + context.limits.initTicks;
    this.#subscriptions = new Subscriptions(line.wire, context.tally);
    context.initializing.enter(clientAddress);
  }

  /** Whether the client has to wait, so that it is better not listened to. */
  get isIdentifying(): boolean {
    return this.#early !== undefined;
  }

  hear(message: ClientMessage): void {
    if (this.#early) this.#early.push(message);
    else this.#answer(message);
  }

  /** Why it has to end by now, if it has. */
  overdue({ tick, wall }: Moment): Closing | undefined {
    switch (this.#phase) {
      case 'waiting':
        return tick >= this.#dueTick ? INITIALISATION_TIMEOUT : undefined;
      case 'identifying':
        return tick >= this.#dueTick ? TRY_AGAIN_LATER : undefined;
      case 'ready':
        return wall >= this.#expiryTick ? TOKEN_EXPIRED : undefined;
      case 'over':
        return undefined;
    }
  }

  /** Lets go of everything. Idempotent. */
  end(): void {
    if (this.#phase === 'waiting' || this.#phase === 'identifying')
      this.#context.initializing.leave(this.#clientAddress);
    this.#phase = 'over';
    this.#upgrade = this.#early = this.#who = undefined;
    this.#subscriptions.closeAll();
  }

  #answer(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        if (this.#upgrade === undefined) this.#line.close(TOO_MANY_INITIALISATIONS);
        else this.#initialize(this.#upgrade, message.payload);
        return;
      case 'ping':
        this.#pong(message.payload);
        return;
      case 'pong':
        return;
      case 'subscribe':
        this.#subscribe(message.id, message.payload);
        return;
      case 'complete':
        this.#subscriptions.complete(JSON.stringify(message.id));
        return;
      case 'malformed':
        this.#line.close(malformed(message.because));
    }
  }

  #pong(payload: Members | undefined): void {
    const pong = pongOf(payload);
    if (pong === undefined) this.#line.close(malformed('payload of ping is nested too deeply'));
    else this.#line.wire.send(pong);
  }

  #subscribe(id: string, payload: Members): void {
    if (this.#who === undefined) {
      this.#line.close(UNAUTHORIZED);
      return;
    }
    const caller = { who: this.#who, clientAddress: this.#clientAddress };
    const closing = subscribeTo(this.#context, this.#subscriptions, { id, payload, caller });
    if (closing) this.#line.close(closing);
  }

  #initialize(upgrade: ShownHeaders, payload: Members | undefined): void {
    this.#upgrade = undefined;
    this.#phase = 'identifying';
    try {
      const who = this.#context.identify(shownHeaders(upgrade, payload));
      if (who instanceof Promise) this.#acknowledgeLater(who);
      else this.#acknowledge(who);
    } catch (error) {
      this.#line.close(closingOf(error, this.#context.log));
    }
  }

  #acknowledgeLater(who: Promise<Identified>): void {
    const { now, limits, log } = this.#context;
    this.#early = [];
    this.#dueTick = now.tick + limits.identifyTicks;
    who
      .then((identified) => this.#goOn(identified))
      .catch((error: unknown) => {
        this.#line.close(closingOf(error, log));
      });
  }

  #goOn(who: Identified): void {
    const early = this.#early;
    // The client has gone.
    if (early === undefined) return;
    this.#early = undefined;
    this.#acknowledge(who);
    for (const message of early) this.#answer(message);
    this.#line.wire.startReading();
  }

  #acknowledge(who: Identified): void {
    const { initializing, wallTickOf } = this.#context;
    this.#who = who;
    this.#phase = 'ready';
    if (who.expiresAt !== undefined) this.#expiryTick = wallTickOf(who.expiresAt);
    initializing.leave(this.#clientAddress);
    this.#line.wire.send('{"type":"connection_ack"}');
  }
}
