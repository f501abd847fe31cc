import { brokerSettings } from '@stoa/messaging';
import { commaSeparated, setting } from '@stoa/platform';
import { z } from 'zod';

/** What every subgraph's process is told by its environment, beside its own settings. */
export const processSettings = (subgraph: string, defaultPort: number) => ({
  port: setting(
    'PORT',
    'Port to listen on.',
    z.coerce.number().int().min(1).max(65_535).default(defaultPort),
    String(defaultPort),
  ),
  host: setting(
    'HOST',
    'Address to listen on: loopback alone unless it is told.',
    z.string().default('127.0.0.1'),
    '0.0.0.0',
  ),
  databaseUrl: setting(`${subgraph.toUpperCase()}_DATABASE_URL`, `PostgreSQL database of ${subgraph}.`, z.url()),
  routerUrl: setting(
    'ROUTER_URL',
    'Where the router answers.',
    z.url().default('http://127.0.0.1:4000'),
    'http://127.0.0.1:4000',
  ),
  routerKey: setting(
    `${subgraph.toUpperCase()}_ROUTER_KEY`,
    `Secret that ${subgraph} shares with the router, 32 characters or more.`,
    z.string().min(32),
  ),
  roles: setting(
    'ROLES',
    'What this process does beside answering: any of relay, consumers, jobs; all when absent, `api` alone for none.',
    commaSeparated
      .pipe(z.array(z.enum(['api', 'relay', 'consumers', 'jobs'])))
      .transform((roles) =>
        roles.length === 0 ? (['relay', 'consumers', 'jobs'] as const) : roles.filter((role) => role !== 'api'),
      ),
    'api,relay,consumers,jobs',
  ),
  ...brokerSettings,
  logLevel: setting(
    'LOG_LEVEL',
    'How much is logged.',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'info',
  ),
});
