import type { Log } from '@stoa/platform';
import type { SwappableEngine } from '../engine/current-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { warmEngine, type ExpectedOperation } from '../engine/warm-engine.ts';

export interface SupergraphSwapOptions {
  readonly engines: SwappableEngine;
  readonly open: (supergraphSdl: string) => Promise<Engine>;
  /** @throws when this graph must not be served, with the reason. */
  readonly check: (engine: Engine) => void;
  /** What will be asked whatever was asked lately: persisted operations, questions of commands. */
  readonly expected: readonly ExpectedOperation[];
  readonly onSwapped?: ((outcome: 'ok' | 'failed') => void) | undefined;
  /** Aborted when the router closes: no swap begins any more, and none that is under way is completed. */
  readonly signal?: AbortSignal | undefined;
  readonly log: Log;
}

/** Operations of the graph served until now that are planned before the next one is served. */
const MOST_WARMED = 200;

/**
 * Serves another supergraph without losing a request: its engine is opened and warmed beside the old one, takes over between
 * two requests, and the old one closes after its last. One swap at a time, in the order asked.
 * @returns a function that rejects with the reason when the old supergraph is served on
 */
export const supergraphSwap = (options: SupergraphSwapOptions): ((supergraphSdl: string) => Promise<void>) => {
  let last: Promise<void> = Promise.resolve();
  return (supergraphSdl) => {
    const swapped = last.then(() => swap(options, supergraphSdl));
    last = swapped.catch(() => undefined);
    return swapped;
  };
};

async function swap(options: SupergraphSwapOptions, supergraphSdl: string): Promise<void> {
  const { engines, log, onSwapped } = options;
  if (engines.current().supergraphSdl === supergraphSdl) return;
  try {
    const next = await ready(options, supergraphSdl);
    void engines.swap(next).catch((error: unknown) => log.error({ err: error }, 'the engine of before did not close'));
    onSwapped?.('ok');
    log.info('another supergraph is served');
  } catch (error) {
    onSwapped?.('failed');
    log.error({ reason: (error as Error).message }, 'the new supergraph is not served');
    throw error;
  }
}

async function ready(
  { engines, open, check, expected, signal, log }: SupergraphSwapOptions,
  supergraphSdl: string,
): Promise<Engine> {
  throwWhenClosed(signal);
  const next = await open(supergraphSdl);
  try {
    check(next);
    const recent = engines.current().recent(MOST_WARMED);
    await warmEngine(next, [...expected, ...recent.toReversed()], { log, signal });
    throwWhenClosed(signal);
    return next;
  } catch (error) {
    await next.close();
    throw error;
  }
}

function throwWhenClosed(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Error('The router is closed');
}
