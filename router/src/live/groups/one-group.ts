import type { GraphQLFormattedError } from 'graphql';
import type { EngineAnswer, FedByEvents } from '../../engine/engine.ts';
import { answerText } from '../../front/answer-text.ts';
import type { LiveAnswer } from '../live-graph.ts';
import { nothingToFollow } from '../live-errors.ts';
import { EventGroup } from './event-group.ts';
import { isRequestError, isTransient } from './group.ts';
import type { Member } from './member.ts';
import { isSameState, readCursor, stateCursor } from './state-cursor.ts';

/** A state that was read so short a time ago is sent to who comes now, milliseconds. */
const FRESH_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

interface State extends LiveAnswer {
  readonly version: number | undefined;
  readonly readAt: number;
  /** The text, but for what differs each time that the same goes wrong. */
  readonly shown: string;
}

/**
 * Those who follow one thing in the same way. After an event it is read once, and once more when another came meanwhile; all
 * get the same text. What was not whole, because a domain did not answer, is read again until it is.
 */
export class OneGroup extends EventGroup {
  #state: State | undefined;
  /** The newest version that was shown, even if the state after it came without one. */
  #newest: number | undefined;
  /** How many graphs have followed the first: an answer of the one before is not compared with those of the next. */
  #swaps = 0;
  #isReading = false;
  /** It changed since the last read began. */
  #isStale = false;
  /** That was told by an event: who sees no version is told even if nothing that was selected has changed. */
  #hasNews = false;
  #retryMs = FIRST_RETRY_MS;
  #retry: NodeJS.Timeout | undefined;

  protected override joined(member: Member): void {
    const state = this.#state;
    if (state && !this.#isStale && !this.#isReading && performance.now() - state.readAt < FRESH_MS)
      this.#first(member, state);
    else this.#wake();
  }

  override heard(): void {
    this.#hasNews = true;
    this.reread();
  }

  override reread(): void {
    this.#isStale = true;
    this.#wake();
  }

  override swapped(): void {
    // Versions of another graph's field may count something else.
    this.#newest = undefined;
    this.#swaps += 1;
    this.reread();
  }

  protected override ended(): void {
    super.ended();
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  #wake(): void {
    if (this.#isReading || this.isEmpty) return;
    this.#isReading = true;
    this.queue.add(this.#read);
  }

  readonly #read = async (): Promise<void> => {
    this.#isStale = false;
    const hasNews = this.#hasNews;
    this.#hasNews = false;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    // They may have left while it waited for its turn.
    if (!this.isEmpty) await this.#readOnce(hasNews);
    this.#isReading = false;
    this.#wakeAgain();
  };

  async #readOnce(hasNews: boolean): Promise<void> {
    const swaps = this.#swaps;
    try {
      const events = this.events();
      const answer = await this.viewer.read(events.answer, { [events.keyVariable]: this.value });
      if (swaps === this.#swaps) this.#take(answer, { events, hasNews });
      else this.#hasNews ||= hasNews;
    } catch (error) {
      this.failed(error);
    }
  }

  // Somebody called meanwhile.
  #wakeAgain(): void {
    if (this.#isStale) this.#wake();
  }

  #take(answer: EngineAnswer, { events, hasNews }: { events: FedByEvents; hasNews: boolean }): void {
    const errors = visible(answer.errors, events);
    if (isRequestError(answer)) this.endAll(answer.errors);
    else if (answer.data === this.nothing && errors.length === 0) this.endAll(nothingToFollow());
    else this.#show(stateOf(answer, errors), { hasNews, isWhole: !isTransient(errors) });
  }

  #show(state: State, { hasNews, isWhole }: { hasNews: boolean; isWhole: boolean }): void {
    const known = this.#state;
    // Read somewhere that has not caught up: who has seen more is not sent back.
    if (known && state.version !== undefined && this.#newest !== undefined && state.version < this.#newest) {
      this.#tellNew(known);
      this.#readAgainLater();
      return;
    }
    this.#state = state;
    this.#newest = state.version ?? this.#newest;
    const isNews = differ(state, known) || (state.version === undefined && hasNews);
    if (isNews) for (const member of this.members) this.#tell(member, state);
    else this.#tellNew(state);
    if (isWhole) this.#retryMs = FIRST_RETRY_MS;
    else this.#readAgainLater();
  }

  #tell(member: Member, state: State): void {
    if (member.isNew) this.#first(member, state);
    else member.next(state);
  }

  #tellNew(state: State): void {
    for (const member of this.members) if (member.isNew) this.#first(member, state);
  }

  /** What the client knows already it is not told again. */
  #first(member: Member, state: State): void {
    const { known } = member;
    if (known !== undefined && state.version !== undefined && state.version < known.version) {
      // We are behind, or its cursor counts something else. After another look it is the latter.
      member.known = undefined;
      this.#readAgainLater();
      return;
    }
    member.isNew = false;
    if (known === undefined || !isSameState(known, readCursor(state.cursor))) member.next(state);
  }

  #readAgainLater(): void {
    if (this.#retry || this.isEmpty) return;
    this.#retry = setTimeout(() => this.reread(), this.#retryMs * (0.5 + Math.random()));
    this.#retry.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}

const differ = (one: State, other: State | undefined): boolean =>
  one.shown !== other?.shown || one.version !== other.version;

const visible = (errors: EngineAnswer['errors'] = [], { isOwnPath }: FedByEvents): readonly GraphQLFormattedError[] =>
  errors.filter(({ path }) => path === undefined || !isOwnPath(path));

function stateOf({ data, cursor: version }: EngineAnswer, errors: readonly GraphQLFormattedError[]): State {
  const shown = answerText({ data: data ?? 'null', errors: errors.map(withoutRequestId) });
  // Who has a part of it has not seen this state.
  const cursor = version === undefined || isTransient(errors) ? undefined : stateCursor(version, shown);
  const text = answerText({ data: data ?? 'null', errors, extensions: cursor === undefined ? undefined : { cursor } });
  return { text, about: '', cursor, missed: undefined, version, readAt: performance.now(), shown };
}

const withoutRequestId = ({ extensions, ...error }: GraphQLFormattedError): GraphQLFormattedError => ({
  ...error,
  extensions: { ...extensions, requestId: undefined },
});
