import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { brokerOfRun, type StoaProcess } from './stoa-process.ts';
import { until } from './until.ts';

/** Takes the broker of this run away, and answers what gives it back: its data are what they were. */
export const takeBrokerAway = async (stoa: StoaProcess): Promise<() => Promise<void>> =>
  brokerOfRun() === 'kafka' ? stopKafka() : closeBrokerDatabase(stoa);

/** The databases of the domains are in the same server, and stay. */
async function closeBrokerDatabase(stoa: StoaProcess): Promise<() => Promise<void>> {
  const beside = await stoa.database('orders');
  await beside.rows('ALTER DATABASE broker ALLOW_CONNECTIONS false');
  await beside.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'broker'");
  return async () => {
    await beside.rows('ALTER DATABASE broker ALLOW_CONNECTIONS true');
  };
}

async function stopKafka(): Promise<() => Promise<void>> {
  await kafka('stop');
  return async () => {
    await until('Kafka to be back', () => kafka('start').then(() => true), START_MS);
  };
}

// On a busy machine it may give up before its server's process is there to be seen.
const START_MS = 60_000;

async function kafka(command: 'start' | 'stop'): Promise<void> {
  const script = path.join(import.meta.dirname, '../../tools/kafka/kafka.sh');
  const [, port = '9092'] = (process.env['KAFKA_BROKERS'] ?? '').split(':');
  await promisify(execFile)(script, [command], { env: { ...process.env, KAFKA_PORT: port } });
}
