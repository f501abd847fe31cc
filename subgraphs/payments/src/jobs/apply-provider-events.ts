import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** What providers told by web hook. */
export const applyProviderEvents = every(
  { name: 'apply-provider-events', everyMs: 2_000, followsCommands: true },
  ({ commands }: House) =>
    (door) =>
      commands.applyProviderEvents(door),
);
