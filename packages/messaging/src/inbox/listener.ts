import type { EventContract } from '@stoa/contracts';
import type { Failure, Result } from '@stoa/kernel';
import type { Door } from '../door.ts';

/** What a listener says: nothing, or the command's result, whose refusal becomes a dead letter unless the listener handles it. */
export type Heard = Result<unknown, Failure> | undefined | void;

/** One sentence of the form "do this when that happened elsewhere". */
export interface Listener<Rooms> {
  readonly contract: EventContract;
  /** Runs before the transaction and may ask the graph; what it throws is transient. */
  readonly gather?: (rooms: Rooms, payload: unknown, door: Door) => Promise<unknown>;
  // eslint-disable-next-line max-params -- one more than a command has: what was gathered before the transaction
  readonly apply: (rooms: Rooms, payload: unknown, door: Door, facts: unknown) => Promise<Heard>;
}

interface WithFacts<Rooms, Payload, Facts> {
  readonly gather: (rooms: Rooms) => (payload: Payload, door: Door) => Promise<Facts>;
  readonly apply: (rooms: Rooms) => (payload: Payload, door: Door, facts: Facts) => Promise<Heard>;
}

/** Listens to one event: `on(PaymentCaptured, ({ commands }) => (event, door) => commands.confirmOrder(door, …))`. */
export function on<Payload, Rooms, Facts>(
  contract: EventContract<string, Payload>,
  reaction: ((rooms: Rooms) => (payload: Payload, door: Door) => Promise<Heard>) | WithFacts<Rooms, Payload, Facts>,
): Listener<Rooms> {
  const known = contract as unknown as EventContract;
  if (typeof reaction === 'function')
    return { contract: known, apply: (rooms, payload, door) => reaction(rooms)(payload as Payload, door) };
  return {
    contract: known,
    gather: (rooms, payload, door) => reaction.gather(rooms)(payload as Payload, door),
    // eslint-disable-next-line max-params -- see Listener
    apply: (rooms, payload, door, facts) => reaction.apply(rooms)(payload as Payload, door, facts as Facts),
  };
}
