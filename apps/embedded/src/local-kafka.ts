import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './paths.ts';
import { StartError } from './start-error.ts';

const KAFKA = path.join(ROOT, 'tools/kafka/kafka.sh');

/** A real Apache Kafka of this state directory, installed and started when needed. @throws StartError with what the script said. */
export const startLocalKafka = async (
  stateDirectory: string,
): Promise<{ brokers: string[]; stop: () => Promise<void> }> => {
  // eslint-disable-next-line no-restricted-properties -- handed on to the script
  const env = { ...process.env, KAFKA_DIR: path.join(stateDirectory, 'kafka'), KAFKA_PORT: '9292' };
  const run = (command: string) => promisify(execFile)(KAFKA, [command], { env });
  const { stdout } = await run('start').catch((error: { stderr?: string; message: string }) => {
    throw new StartError(`Kafka did not start: ${error.stderr?.trim().split('\n').at(-1) ?? error.message}`);
  });
  return { brokers: stdout.trim().split(','), stop: () => run('stop').then(() => undefined) };
};
