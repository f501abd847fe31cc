import type { Log } from '@stoa/platform';
import type { GraphQLFormattedError } from 'graphql';
import type { EngineAnswer } from '../../engine/engine.ts';
import { internalError } from '../../masked-errors.ts';
import { LiveRefusal, noLongerValid } from '../live-errors.ts';
import type { Member, Membership } from './member.ts';
import type { Viewer } from './viewer.ts';

export interface GroupOptions {
  readonly viewer: Viewer;
  readonly responseName: string;
  readonly log: Log;
  /** The last member has left: nobody is to find the group any more. */
  readonly onEmpty: () => void;
}

/** Those who see the same: they are told by one text. */
export abstract class Group implements Membership {
  readonly viewer: Viewer;
  protected readonly responseName: string;
  readonly #log: Log;
  readonly #onEmpty: () => void;
  readonly #members = new Set<Member>();

  constructor({ viewer, responseName, log, onEmpty }: GroupOptions) {
    this.viewer = viewer;
    this.responseName = responseName;
    this.#log = log;
    this.#onEmpty = onEmpty;
  }

  /** Somebody is the first. */
  protected abstract began(): void;
  protected abstract joined(member: Member): void;
  /** The last one has left. */
  protected abstract ended(): void;
  /** Another graph is served. */
  abstract swapped(): void;

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  get members(): Iterable<Member> {
    return this.#members;
  }

  join(member: Member): void {
    const isFirst = this.isEmpty;
    this.#members.add(member);
    member.joins(this);
    if (isFirst) this.began();
    this.joined(member);
  }

  leave(member: Member): void {
    if (!this.#members.delete(member) || !this.isEmpty) return;
    this.#onEmpty();
    this.ended();
  }

  endAll(errors?: readonly GraphQLFormattedError[]): void {
    for (const member of this.#members) member.end(errors);
  }

  /** Something went wrong that ends the subscription. */
  protected failed(error: unknown): void {
    if (error instanceof LiveRefusal) {
      this.endAll(noLongerValid(error.message));
      return;
    }
    const requestId = crypto.randomUUID();
    this.#log.error({ err: error, requestId }, 'a subscription failed');
    this.endAll([internalError(requestId)]);
  }
}

/** The operation or its variables do not hold: reading again would not mend it. */
export const isRequestError = ({ data, status }: EngineAnswer): boolean => data === undefined && status !== 500;

const TRANSIENT: ReadonlySet<unknown> = new Set([
  'TEMPORARILY_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL_SERVER_ERROR',
  'DOWNSTREAM_SERVICE_ERROR',
]);

/** Whether reading again may bring what is missing. */
export const isTransient = (errors: readonly GraphQLFormattedError[]): boolean =>
  errors.some(({ extensions }) => TRANSIENT.has(extensions?.['code']));
