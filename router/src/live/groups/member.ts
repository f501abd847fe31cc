import type { GraphQLFormattedError } from 'graphql';
import { readCursor, type StateCursor } from './state-cursor.ts';
import type { LiveAnswer, LiveSubscription, Subscriber } from '../live-graph.ts';

/** Where a member is: what it leaves when it closes. */
export interface Membership {
  readonly leave: (member: Member) => void;
}

export interface MemberOptions {
  /** Of the last state that the client had before it came. */
  readonly cursor: string | undefined;
  /** Told of what the subscriber threw: it has closed. */
  readonly onFault: (error: unknown) => void;
}

/** One subscription of one client. */
export class Member implements LiveSubscription {
  readonly #subscriber: Subscriber;
  readonly #onFault: MemberOptions['onFault'];
  /** The last state that the client had before it came. */
  known: StateCursor | undefined;
  /** Whether the first state is still to be sent. */
  isNew = true;
  isClosed = false;
  #group: Membership | undefined;
  #release: (() => void) | undefined;

  constructor(subscriber: Subscriber, { cursor, onFault }: MemberOptions) {
    this.#subscriber = subscriber;
    this.#onFault = onFault;
    this.known = readCursor(cursor);
  }

  /** @param release gives back what the subscription holds of the limits */
  holds(release: () => void): void {
    if (this.isClosed) release();
    else this.#release = release;
  }

  joins(group: Membership): void {
    this.#group = group;
  }

  // Whoever throws must not take the others of the group along.
  next(answer: LiveAnswer): void {
    if (this.isClosed) return;
    try {
      this.#subscriber.next(answer);
    } catch (error) {
      this.close();
      this.#onFault(error);
    }
  }

  /** Ends it from our side. */
  end(errors?: readonly GraphQLFormattedError[]): void {
    if (this.isClosed) return;
    this.close();
    try {
      this.#subscriber.end(errors);
    } catch (error) {
      this.#onFault(error);
    }
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#group?.leave(this);
    this.#release?.();
  }
}
