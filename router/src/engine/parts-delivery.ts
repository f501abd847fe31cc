import { waveOf } from '../execute/wave.ts';
import type { RequestState } from '../execute/request-state.ts';
import type { DeliveredPlace } from '../project/deferred-places.ts';
import type { AnswerParts, PendingPart } from './answer-parts.ts';
import { completedParts, type CompletedParts } from './completed-parts.ts';
import type { DeferredPart, InParts } from './deferred-part.ts';
import { PartsQueue } from './parts-queue.ts';
import type { Workshop } from './workshop.ts';

/** A deferred fragment on its way to the client. */
interface Delivery {
  readonly part: DeferredPart;
  /** Fetches whose answers it still waits for. */
  readonly missing: Set<string>;
  readonly state: RequestState;
  phase: 'waiting' | 'fetching' | 'done';
  /** Where it is to be added; undefined until the part around it was delivered. */
  places: readonly DeliveredPlace[] | undefined;
  /** As which they were announced. */
  pending: readonly PendingPart[];
}

/**
 * Fetches what is deferred and delivers it. A part is fetched as soon as it can be, which may be before the one around it is
 * there; what it brings joins the data only after that was projected, so that each part holds its own data and errors alone.
 */
export class PartsDelivery {
  readonly #workshop: Workshop;
  readonly #state: RequestState;
  readonly #deliveries: readonly Delivery[];
  readonly #queue = new PartsQueue();
  /** What is within a part may join the data once that was delivered; undefined: within the first. */
  readonly #delivered = new Map<string | undefined, PromiseWithResolvers<void>>();
  #isFirstDelivered = false;
  #lastId = 0;

  constructor(workshop: Workshop, { parts }: InParts, state: RequestState) {
    this.#workshop = workshop;
    this.#state = state;
    this.#deliveries = parts.map((part) => ({
      part,
      missing: new Set(part.depends),
      state: this.#stateWithin(part.within),
      phase: 'waiting',
      places: undefined,
      pending: [],
    }));
  }

  /** A fetch that something here depends on is answered. */
  readonly onFetched = (id: string): void => {
    for (const delivery of this.#deliveries) if (delivery.missing.delete(id)) this.#fetchIfReady(delivery);
  };

  /** Fetches what depends on nothing. */
  begin(): void {
    for (const delivery of this.#deliveries) this.#fetchIfReady(delivery);
  }

  /** @returns what comes after the first part; undefined when nothing does */
  deliverFirst(first: DeliveredPlace): AnswerParts | undefined {
    this.#isFirstDelivered = true;
    const pending = this.#announce(undefined, [first]);
    // What a mutation defers is read after the last of its fields has changed something.
    for (const delivery of this.#deliveries) this.#fetchIfReady(delivery);
    this.#goOn();
    if (pending.length === 0) return undefined;
    return { pending, next: this.#queue.next, ended: this.#queue.ended };
  }

  /** Nobody waits for the rest: fetches under way end by themselves. */
  end(): void {
    for (const delivery of this.#deliveries) delivery.phase = 'done';
    this.#queue.settle(true);
  }

  #stateWithin(within: string | undefined): RequestState {
    const { request, coerced, isMutation, data } = this.#state;
    const { send, combine } = this.#workshop;
    return {
      request,
      coerced,
      isMutation,
      data,
      errors: [],
      // Of its own, as is its wave: the first part must not wait for what is asked here.
      entities: new Map(),
      wave: waveOf(request, send, combine),
      onFetched: this.onFetched,
      mayMerge: this.#deliveredOf(within).promise,
    };
  }

  #deliveredOf(label: string | undefined): PromiseWithResolvers<void> {
    let delivered = this.#delivered.get(label);
    if (!delivered) this.#delivered.set(label, (delivered = Promise.withResolvers<void>()));
    return delivered;
  }

  #fetchIfReady(delivery: Delivery): void {
    if (delivery.phase !== 'waiting' || delivery.missing.size > 0) return;
    if (this.#state.isMutation && !this.#isFirstDelivered) return;
    this.#fetch(delivery);
  }

  #fetch(delivery: Delivery): void {
    delivery.phase = 'fetching';
    this.#run(delivery)
      .then((isWell) => {
        if (delivery.phase === 'done') return;
        this.#complete(delivery, isWell);
        this.#goOn();
      })
      .catch((error: unknown) => {
        // Whoever waits for more must not wait for ever.
        this.#logFault(error);
        this.end();
      });
  }

  /** Never rejects. @returns whether nothing unforeseen happened */
  async #run({ part, state }: Delivery): Promise<boolean> {
    let isWell = true;
    try {
      await part.run(state);
    } catch (error) {
      this.#logFault(error);
      isWell = false;
    }
    // Not before it is known where it is missing.
    await state.mayMerge;
    return isWell;
  }

  #complete(delivery: Delivery, isWell: boolean): void {
    delivery.phase = 'done';
    const { completed, added } = this.#completed(delivery, isWell);
    this.#queue.add({ completed, pending: this.#announce(delivery.part.label, added) });
  }

  #completed({ part, places = [], pending, state }: Delivery, isWell: boolean): CompletedParts {
    try {
      return completedParts(this.#workshop, { part, places, pending, state, isWell });
    } catch (error) {
      this.#logFault(error);
      return completedParts(this.#workshop, { part, places, pending, state, isWell: false });
    }
  }

  /** What is within a part can be added from now on where that was delivered, and need not be fetched where it was not. */
  #announce(label: string | undefined, places: readonly DeliveredPlace[]): readonly PendingPart[] {
    const announced = this.#deliveries
      .filter(({ part }) => part.within === label)
      .flatMap((delivery) => {
        const { part } = delivery;
        delivery.places = places.flatMap(part.placesIn);
        delivery.pending = delivery.places.map(({ path }) => ({ id: this.#nextId(), path, label: part.clientLabel }));
        if (delivery.places.length > 0) return delivery.pending;
        delivery.phase = 'done';
        return this.#announce(part.label, []);
      });
    this.#deliveredOf(label).resolve();
    return announced;
  }

  #nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }

  /** Ends when everything has; nothing waits for a fetch that is never made. */
  #goOn(): void {
    const open = this.#deliveries.filter(({ phase, places }) => phase !== 'done' && places !== undefined);
    this.#queue.settle(open.length === 0);
    if (open.every(({ phase }) => phase === 'waiting')) open.forEach((delivery) => this.#fetch(delivery));
  }

  #logFault(error: unknown): void {
    this.#workshop.log.error({ err: error, requestId: this.#state.request.requestId }, 'part failed');
  }
}
