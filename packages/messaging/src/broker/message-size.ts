import type { BrokerMessage } from './broker.ts';

/** Kafka caps a whole batch of one partition at 1 MiB by default: below it with room for headers and framing. */
export const MAX_MESSAGE_BYTES = 900_000;

/** Bytes of key and value as UTF-8. */
const bytesOf = (message: BrokerMessage): number => Buffer.byteLength(message.key) + Buffer.byteLength(message.value);

/**
 * Cuts a list into runs of at most `maxBytes`, in order; a single message may be a run of its own.
 * @throws RangeError when any message is over MAX_MESSAGE_BYTES, so that nothing is sent of a list that cannot be sent whole.
 */
export const runsOf = (messages: readonly BrokerMessage[], maxBytes: number): BrokerMessage[][] => {
  const runs: BrokerMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const bytes = bytesOf(message);
    if (bytes > MAX_MESSAGE_BYTES)
      throw new RangeError(`A message to ${message.topic} has ${bytes} bytes, more than ${MAX_MESSAGE_BYTES}`);
    const current = runs.at(-1);
    if (current && bytes <= room) {
      current.push(message);
      room -= bytes;
    } else {
      runs.push([message]);
      room = maxBytes - bytes;
    }
  }
  return runs;
};
