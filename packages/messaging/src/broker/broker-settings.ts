import { commaSeparated, setting } from '@stoa/platform';
import { z } from 'zod';

/** Which broker a process speaks to, and where that is. */
export const brokerSettings = {
  broker: setting('BROKER', 'The event backbone.', z.enum(['postgres', 'kafka']).default('postgres'), 'postgres'),
  brokerDatabaseUrl: setting('BROKER_DATABASE_URL', 'PostgreSQL database of the postgres broker.', z.url().optional()),
  kafkaBrokers: setting(
    'KAFKA_BROKERS',
    'Addresses of the Kafka brokers, comma separated.',
    commaSeparated,
    '127.0.0.1:9092',
  ),
};
