import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  armedFailpoint,
  ConfigurationError,
  EmbeddedPostgresError,
  MigrationError,
  logStrayRejections,
  onShutdownSignal,
} from '@stoa/platform';
import { demoClock, type DemoClock } from './demo/demo-clock.ts';
import { interruptedDemoAt } from './demo/demo-journal.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { kafkaOf } from './local-kafka.ts';
import { ROOT, stateDirectory } from './paths.ts';
import { progressOn, type Progress } from './progress.ts';
import { readyText } from './ready-text.ts';
import { StartError } from './start-error.ts';
import { startFlags, type StartFlags } from './start-flags.ts';
import { startStoa, type Stoa } from './start-stoa.ts';

const isProduction = process.env['NODE_ENV'] === 'production';

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
  const state = stateDirectory(broker);
  const clock = demoClock();
  const interruptedAt = wantsDemo ? interruptedDemoAt(state) : undefined;
  // Before anything looks at the time: orders of the market's past would expire at once.
  if (interruptedAt) clock.set(interruptedAt);
  const kafka = broker === 'kafka' ? await kafkaOf(state, progress) : undefined;
  const explorer = { explorerDirectory: path.join(ROOT, 'apps/explorer/dist') };
  const hasExplorer = existsSync(explorer.explorerDirectory);
  const stoa = await startStoa({
    stateDirectory: state,
    port,
    broker,
    progress,
    clock,
    isProduction,
    ...(kafka && { kafkaBrokers: kafka.brokers }),
    ...(hasExplorer && explorer),
  });
  const closing = new AbortController();
  logStrayRejections(stoa.log);
  onShutdownSignal(() => {
    closing.abort();
    progress.step('closing');
    void stoa
      .close()
      .then(kafka?.stop)
      .then(() => process.exit(0));
  });
  if (wantsDemo) await seed(stoa, { clock, progress, isClosing: closing.signal });
  progress.done();
  if (!closing.signal.aborted) process.stdout.write(readyText(stoa, { hasExplorer, hasDemo: wantsDemo }));
}

async function seed(
  stoa: Stoa,
  { clock, progress, isClosing }: { clock: DemoClock; progress: Progress; isClosing: AbortSignal },
): Promise<void> {
  try {
    await seedDemo(stoa, clock, progress);
  } catch (error) {
    // Ended in the middle by a person: the next start goes on there.
    if (isClosing.aborted) return;
    await stoa.close();
    throw error;
  }
}

/** One clear line for what a person can mend; the stack for what only we can. */
function oneLine(error: unknown): string {
  if (error instanceof StartError || error instanceof EmbeddedPostgresError || error instanceof MigrationError)
    return error.message;
  if (error instanceof ConfigurationError) return error.faults.join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
