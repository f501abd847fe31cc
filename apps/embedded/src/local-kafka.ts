import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './paths.ts';
import type { Progress } from './progress.ts';
import { StartError } from './start-error.ts';

const KAFKA = path.join(ROOT, 'tools/kafka/kafka.sh');

export interface RunningKafka {
  readonly brokers: readonly string[];
  readonly stop: () => Promise<void>;
}

/**
 * The Kafka to use: the one that `KAFKA_BROKERS` names, or a real one of this state directory, installed and started when
 * needed. @throws StartError with what the script said.
 */
export const kafkaOf = async (stateDirectory: string, progress: Progress): Promise<RunningKafka> => {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined) return { brokers: given.split(','), stop: () => Promise.resolve() };
  progress.step('Kafka (the first time it is installed)');
  const env = { ...process.env, KAFKA_DIR: path.join(stateDirectory, 'kafka'), KAFKA_PORT: '9292' };
  const run = (command: string) => promisify(execFile)(KAFKA, [command], { env });
  const { stdout } = await run('start').catch((error: unknown) => {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new StartError(`Kafka did not start: ${stderr?.trim().split('\n').at(-1) ?? message}`);
  });
  return { brokers: stdout.trim().split(','), stop: () => run('stop').then(() => undefined) };
};
