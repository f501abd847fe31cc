import path from 'node:path';
import { startAskedProcess, type AskedProcess } from '../../asked-process.ts';
import { logOf } from '../scratch.ts';
import type { LiveServerAnswers } from './live-protocol.ts';

/** A server that is measured with orders in memory. */
export interface LiveServer {
  readonly name: string;
  /** One line for readers of the table. */
  readonly what: string;
  readonly file: string;
}

export const STOA: LiveServer = {
  name: 'stoa',
  what: 'our router: one read and one text for all who follow the same',
  file: 'stoa-server.ts',
};

export const GRAPHQL_WS: LiveServer = {
  name: 'graphql-ws',
  what: "graphql-ws' own server: graphql-js runs for each subscriber, not federated",
  file: 'graphql-ws-server.ts',
};

export type RunningServer = AskedProcess<LiveServerAnswers> & { readonly port: number };

/** Starts one with so many orders. The caller ends it. */
export const startLiveServer = async ({ name, file }: LiveServer, orders: number): Promise<RunningServer> => {
  const started = await startAskedProcess<LiveServerAnswers>(path.join(import.meta.dirname, file), {
    args: [String(orders)],
    execArgv: ['--expose-gc'],
    env: environment(),
    logFile: logOf(name),
  });
  return { ...started, port: await started.ask('port') };
};

// No NODE_OPTIONS: what a test runner sets is not for the measured programs.
const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  NODE_ENV: 'production',
  APOLLO_TELEMETRY_DISABLED: 'true',
});
