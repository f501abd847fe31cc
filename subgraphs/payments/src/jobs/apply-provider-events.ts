import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** What providers told by web hook. */
export const applyStoredEvents = every(
  { name: 'apply-provider-events', everyMs: 250 },
  ({ commands }: House) =>
    (door) =>
      commands.applyProviderEvents(door),
);
