import { brokerSettings } from '@stoa/messaging';
import { setting, type Setting } from '@stoa/platform';
import { z } from 'zod';

const port = z.coerce.number('a port').int('a port').min(1, 'a port').max(65_535, 'a port').optional();
const text = (fallback: string) => z.string().min(1).default(fallback);

/** What the router as a process reads from its environment. */
export const routerSettings = {
  routerPort: setting('ROUTER_PORT', 'Port of the router; PORT when absent, else 4000', port, '4000'),
  port: setting('PORT', 'Port of the process, for platforms that set it', port),
  host: setting('ROUTER_HOST', 'Address the router listens on', text('127.0.0.1'), '0.0.0.0'),
  supergraphFile: setting(
    'SUPERGRAPH_FILE',
    'The composed supergraph',
    text('schema/supergraph.graphql'),
    'schema/supergraph.graphql',
  ),
  operationsDirectory: setting(
    'COMMAND_OPERATIONS',
    "Folder with what subgraphs' commands ask",
    text('schema/operations/commands'),
    'schema/operations/commands',
  ),
  explorerDirectory: setting(
    'EXPLORER_DIRECTORY',
    'The built explorer; not served in production',
    text('apps/explorer/dist'),
  ),
  issuer: setting('TOKEN_ISSUER', 'Issuer of access tokens', text('https://stoa.local'), 'https://stoa.local'),
  origins: setting(
    'ROUTER_ORIGINS',
    'Origins of web pages that may ask, with commas between; * is any',
    z
      .string()
      .transform((list) => (list.trim() === '*' ? ('*' as const) : list.split(',').map((origin) => origin.trim())))
      .optional(),
    'https://shop.example.com',
  ),
  /** Without an address there, the router hears no events and serves no subscriptions that they feed. */
  ...brokerSettings,
  logLevel: setting(
    'LOG_LEVEL',
    'debug, info, warn, error or silent',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'info',
  ),
  environment: setting(
    'NODE_ENV',
    'production hides schema details, the explorer and introspection',
    z.string().optional(),
    'production',
  ),
};

/** Where a subgraph is, and the key shared with it when it is one of Stoa's: `USERS_URL`, `USERS_ROUTER_KEY`. */
export const subgraphSettings = (
  name: string,
  exampleUrl = 'http://127.0.0.1:4001/graphql',
): { url: Setting<string | undefined>; key: Setting<string | undefined> } => {
  const prefix = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return {
    url: setting(
      `${prefix}_URL`,
      `Where ${name} listens; as the supergraph says when absent`,
      z.url({ protocol: /^https?$/, error: 'an http address' }).optional(),
      exampleUrl,
    ),
    key: setting(
      `${prefix}_ROUTER_KEY`,
      `Secret that the router and ${name} share; a subgraph without one is not told the caller`,
      z.string().min(32, 'a secret of at least 32 characters').optional(),
    ),
  };
};
