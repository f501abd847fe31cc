import { randomBytes } from 'node:crypto';
import type { Identity } from '../../engine/engine.ts';
import { clientOf } from '../client-of.ts';
import { clientCounts } from '../client-counts.ts';
import type { OpenStreams } from './open-streams.ts';
import { SharedStream } from './shared-stream.ts';
import type { StreamBounds } from './stream-options.ts';
import { tooManyStreamsOfClient } from './stream-refusals.ts';

const TOKEN_BYTES = 24;

/** Streams by the tokens they were reserved under. A token is worth something only as long as its stream lives. */
export class SharedStreams {
  readonly #streams: OpenStreams;
  readonly #bounds: StreamBounds;
  readonly #clients: ReturnType<typeof clientCounts>;
  readonly #byToken = new Map<string, SharedStream>();

  constructor(streams: OpenStreams, bounds: StreamBounds) {
    this.#streams = streams;
    this.#bounds = bounds;
    // They cost something although they carry nothing yet; all together are bounded as open streams and as reservations.
    this.#clients = clientCounts({ perClient: bounds.sharedPerClient, total: Infinity });
  }

  /** @returns the token of the stream, which nobody can guess. @throws Refusal, 429, when its client has too many */
  reserve(owner: Identity, clientAddress: string): string {
    const release = this.#clients.take(clientOf(owner, clientAddress));
    if (typeof release === 'string') throw tooManyStreamsOfClient(this.#bounds.sharedPerClient);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const closed = () => {
      this.#byToken.delete(token);
      release();
    };
    const options = { owner, mostOperations: this.#bounds.operations, closed };
    this.#byToken.set(token, new SharedStream(options, this.#streams));
    return token;
  }

  find(token: string): SharedStream | undefined {
    return this.#byToken.get(token);
  }
}
