import type { WebSocket } from 'ws';
import { clientMessage } from './client-message.ts';
import { INTERNAL_ERROR, TOO_MANY_MESSAGES, type Closing } from './closing.ts';
import type { Arrived, ConversationContext, Line } from './conversation-context.ts';
import { Conversation } from './conversation.ts';
import { MessageWire } from './message-wire.ts';
import { Pulse } from './pulse.ts';
import type { SessionLimits } from './session-limits.ts';
import type { Moment, Swept } from './swept-sockets.ts';

/** What all sessions share. */
export interface SessionContext extends ConversationContext {
  readonly limits: SessionLimits;
}

/** One client's socket, from its upgrade to its end. */
export class Session implements Swept, Line {
  place = -1;
  /** What we closed it with; 0 while we did not. */
  closeCode = 0;
  readonly wire: MessageWire;
  readonly #context: SessionContext;
  readonly #socket: WebSocket;
  readonly #pulse: Pulse;
  readonly #conversation: Conversation;
  #isClosed = false;

  constructor(context: SessionContext, socket: WebSocket, arrived: Arrived) {
    const { limits, now } = context;
    this.#context = context;
    this.#socket = socket;
    this.wire = new MessageWire(socket, limits.bufferedBytes);
    // Many that come at once are not all asked for a sign of life at once.
    this.#pulse = new Pulse(now.tick + 1 + Math.floor(Math.random() * limits.heartbeat));
    this.#conversation = new Conversation(context, this, arrived);
  }

  receive(frame: Buffer, isBinary: boolean): void {
    if (!this.hear()) return;
    try {
      this.#conversation.hear(clientMessage(frame, isBinary));
    } catch (error) {
      this.#context.log.error({ err: error }, 'websocket message failed');
      this.close(INTERNAL_ERROR);
    }
    if (this.wire.isFull() || this.#conversation.isIdentifying) this.wire.stopReading();
  }

  /** A frame has come. @returns whether to look at it */
  hear(): boolean {
    const { now, limits } = this.#context;
    const isFair = this.#pulse.hear(now.tick, limits.frames);
    if (!this.#isClosed) {
      if (!isFair) this.close(TOO_MANY_MESSAGES);
      return isFair;
    }
    // It goes on all the same: that must not keep us busy until its time to confirm is over.
    if (!isFair) this.wire.stopReading();
    return false;
  }

  look(now: Moment): void {
    if (this.#isClosed) return;
    const closing = this.#conversation.overdue(now);
    if (closing) {
      this.close(closing);
      return;
    }
    const { stalled, heartbeat } = this.#context.limits;
    const stalledFor = this.wire.stalledFor(now.tick);
    if (stalledFor !== undefined && stalledFor >= stalled) this.terminate();
    // Our ping would wait, or its answer would not be seen.
    else if (stalledFor !== undefined || !this.wire.isReading) this.#pulse.rest(now.tick + heartbeat);
    else this.#beat(now.tick, heartbeat);
  }

  close({ code, reason }: Closing): void {
    if (this.#isClosed) return;
    this.leave();
    this.closeCode = code;
    this.#socket.close(code, reason);
    // The client's own closing frame is to be seen.
    this.wire.startReading();
  }

  terminate(): void {
    this.leave();
    this.#socket.terminate();
  }

  /** Lets go of everything. Idempotent. */
  leave(): void {
    this.#isClosed = true;
    this.#conversation.end();
  }

  #beat(tick: number, heartbeat: number): void {
    const due = this.#pulse.beat(tick, heartbeat);
    if (due === 'ask') this.#socket.ping();
    else if (due === 'gone') this.terminate();
  }
}
