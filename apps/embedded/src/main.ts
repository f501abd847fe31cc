import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { armedFailpoint, ConfigurationError, EmbeddedPostgresError, MigrationError, onShutdownSignal } from '@stoa/platform';
import { demoClock } from './demo/demo-clock.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { ROOT, stateDirectory } from './paths.ts';
import { progressOn } from './progress.ts';
import { readyText } from './ready-text.ts';
import { StartError } from './start-error.ts';
import { startStoa } from './start-stoa.ts';

const { values: flags } = parseArgs({
  options: {
    'no-demo': { type: 'boolean', default: false },
    broker: { type: 'string', default: 'postgres' },
    port: { type: 'string', default: '4000' },
  },
});
/* eslint-disable no-restricted-properties -- the process's one door to its environment */
const isProduction = process.env['NODE_ENV'] === 'production';
const kafkaBrokers = (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');
/* eslint-enable no-restricted-properties */

try {
  const wantsDemo = !flags['no-demo'];
  if (isProduction && wantsDemo) throw new StartError('NODE_ENV is production: start with --no-demo, demo accounts are not for it.');
  if (isProduction && armedFailpoint !== undefined) throw new StartError('NODE_ENV is production and STOA_FAILPOINT is set.');
  await start(wantsDemo);
} catch (error) {
  process.stderr.write(`\n${oneLine(error)}\n`);
  process.exitCode = 1;
}

async function start(wantsDemo: boolean): Promise<void> {
  const progress = progressOn(process.stdout);
  const explorer = path.join(ROOT, 'apps/explorer/dist');
  const clock = demoClock();
  const stoa = await startStoa({
    stateDirectory: stateDirectory(),
    port: Number(flags.port),
    broker: flags.broker === 'kafka' ? 'kafka' : 'postgres',
    kafkaBrokers,
    progress,
    clock,
    isProduction,
    ...(existsSync(explorer) && { explorerDirectory: explorer }),
  });
  let isClosing = false;
  onShutdownSignal(() => {
    isClosing = true;
    progress.step('closing');
    void stoa.close().then(() => {
      progress.done();
      process.exit(0);
    });
  });
  if (wantsDemo) await seedDemo(stoa, clock, progress);
  progress.done();
  if (!isClosing) process.stdout.write(readyText(stoa, { hasExplorer: existsSync(explorer), hasDemo: wantsDemo }));
}

/** One clear line for what a person can mend; the stack for what only we can. */
function oneLine(error: unknown): string {
  if (error instanceof StartError || error instanceof EmbeddedPostgresError || error instanceof MigrationError)
    return error.message;
  if (error instanceof ConfigurationError) return error.faults.join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
