import type { Door } from '@stoa/messaging';
import type { CallKind } from '../domain/provider-calls.ts';
import type { Rooms } from '../rooms.ts';
import { callProvider } from './call-provider.ts';

const BATCH = 20;

/** Makes the calls of these kinds that are due; answers how many got through. One that fails is due again later and holds up no other. */
export const makeDueCalls =
  (rooms: Rooms) =>
  async (door: Door, { kinds }: { kinds: readonly CallKind[] }): Promise<number> => {
    const due = await rooms.calls.claim(kinds, door.at, BATCH);
    const made = await Promise.allSettled(due.map((call) => callProvider(rooms)(door, call)));
    made.forEach((outcome, index) => {
      if (outcome.status === 'rejected')
        rooms.log.warn(
          { err: outcome.reason as unknown, call: due[index] },
          'a provider was not reached, asked again later',
        );
    });
    return made.filter(({ status }) => status === 'fulfilled').length;
  };
