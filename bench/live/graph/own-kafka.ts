import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { emptyKafka } from '../../../e2e/harness/empty-kafka.ts';
import { freePort } from '../../free-port.ts';
import { SCRATCH } from '../scratch.ts';

export interface OwnKafka {
  readonly brokers: readonly string[];
  readonly stop: () => Promise<void>;
}

const SCRIPT = path.join(import.meta.dirname, '../../../tools/kafka/kafka.sh');
const FOLDER = path.join(SCRATCH, 'kafka');

/** An empty Kafka: the one that `KAFKA_BROKERS` names, or one of the bench's own. @throws with what the script said. */
export const ownKafka = async (): Promise<OwnKafka> => {
  const given = process.env['KAFKA_BROKERS']?.split(',');
  if (given) {
    await emptyKafka(given);
    return { brokers: given, stop: () => Promise.resolve() };
  }
  const env = { ...process.env, KAFKA_DIR: FOLDER, KAFKA_PORT: String(await freePort()) };
  const run = (command: string) => promisify(execFile)(SCRIPT, [command], { env });
  await run('wipe');
  const { stdout } = await run('start');
  return { brokers: stdout.trim().split(','), stop: () => run('stop').then(() => undefined) };
};
