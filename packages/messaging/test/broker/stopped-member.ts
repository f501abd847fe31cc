import { createPostgresBroker } from '../../src/broker/postgres-broker.ts';
import { silentLog } from './run.ts';

// A member in a process of its own, so that it can be stopped for good. Says what it does; a message is handled when told so.
const [connectionString = '', group = ''] = process.argv.slice(2);
const say = (what: string): void => void process.send?.(what);
const mayFinish = new Promise<void>((resolve) => process.once('message', () => resolve()));

const log = { ...silentLog, warn: (_fields: object, message: string) => say(message) };
const broker = createPostgresBroker({ connectionString, log });
await broker.prepare(['orders']);
await broker.subscribe({
  group,
  topics: ['orders'],
  handle: async (message) => {
    say(`started ${message.value}`);
    await mayFinish;
  },
});
say('joined');
