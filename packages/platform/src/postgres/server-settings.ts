import type { Durability } from './cluster.ts';

export type Settings = Readonly<Record<string, string | number>>;

/** The command-line settings of the private server; the caller's come last and win. */
export const serverArguments = (port: number, durability: Durability, own: Settings): string[] =>
  Object.entries({ ...defaults, ...(durability === 'none' ? nothingSurvivesACrash : {}), ...own, port }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );

const defaults: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '64MB',
  timezone: 'UTC',
};

/** For tests only. */
const nothingSurvivesACrash: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
