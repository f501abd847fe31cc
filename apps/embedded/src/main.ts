import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  armedFailpoint,
  ConfigurationError,
  EmbeddedPostgresError,
  MigrationError,
  onShutdownSignal,
} from '@stoa/platform';
import { demoClock } from './demo/demo-clock.ts';
import { interruptedDemoAt } from './demo/demo-journal.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { startLocalKafka } from './local-kafka.ts';
import { ROOT, stateDirectory } from './paths.ts';
import { progressOn } from './progress.ts';
import { readyText } from './ready-text.ts';
import { StartError } from './start-error.ts';
import { startFlags, type StartFlags } from './start-flags.ts';
import { startStoa } from './start-stoa.ts';

/* eslint-disable no-restricted-properties -- the process's one door to its environment */
const isProduction = process.env['NODE_ENV'] === 'production';
const kafkaBrokers = process.env['KAFKA_BROKERS']?.split(',');
/* eslint-enable no-restricted-properties */

try {
  const flags = startFlags(process.argv.slice(2));
  if (isProduction && flags.wantsDemo)
    throw new StartError('NODE_ENV is production: start with --no-demo, demo accounts are not for it.');
  if (isProduction && armedFailpoint !== undefined)
    throw new StartError('NODE_ENV is production and STOA_FAILPOINT is set.');
  await start(flags);
} catch (error) {
  process.stderr.write(`\n${oneLine(error)}\n`);
  process.exitCode = 1;
}

async function start({ wantsDemo, broker, port }: StartFlags): Promise<void> {
  const progress = progressOn(process.stdout);
  const explorer = path.join(ROOT, 'apps/explorer/dist');
  const clock = demoClock();
  const state = stateDirectory(broker);
  const interruptedAt = wantsDemo ? interruptedDemoAt(state) : undefined;
  // Before anything looks at the time: orders of the market's past would expire at once.
  if (interruptedAt) clock.set(interruptedAt);
  if (broker === 'kafka' && !kafkaBrokers) progress.step('Kafka (the first time it is installed)');
  const kafka = broker === 'kafka' && !kafkaBrokers ? await startLocalKafka(state) : undefined;
  const stoa = await startStoa({
    stateDirectory: state,
    port,
    broker,
    kafkaBrokers: kafka?.brokers ?? kafkaBrokers ?? [],
    progress,
    clock,
    isProduction,
    ...(existsSync(explorer) && { explorerDirectory: explorer }),
  });
  const closing = new AbortController();
  onShutdownSignal(() => {
    closing.abort();
    progress.step('closing');
    void stoa
      .close()
      .then(() => kafka?.stop())
      .then(() => {
        progress.done();
        process.exit(0);
      });
  });
  try {
    if (wantsDemo) await seedDemo(stoa, clock, progress);
  } catch (error) {
    // Ended in the middle by a person: the next start goes on there.
    if (closing.signal.aborted) return;
    await stoa.close();
    throw error;
  }
  progress.done();
  if (!closing.signal.aborted)
    process.stdout.write(readyText(stoa, { hasExplorer: existsSync(explorer), hasDemo: wantsDemo }));
}

/** One clear line for what a person can mend; the stack for what only we can. */
function oneLine(error: unknown): string {
  if (error instanceof StartError || error instanceof EmbeddedPostgresError || error instanceof MigrationError)
    return error.message;
  if (error instanceof ConfigurationError) return error.faults.join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
