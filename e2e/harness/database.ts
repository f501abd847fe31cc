import path from 'node:path';
import { connect, startEmbeddedPostgres } from '@stoa/platform';
import { existsSync } from 'node:fs';

/** One domain's database, seen from behind. */
export interface Database {
  rows<Row extends object>(sqlText: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Databases {
  open(name: string): Promise<Database>;
  close(): Promise<void>;
}

type Connection = Awaited<ReturnType<typeof connect>>;

/** Joins the PostgreSQL of a Stoa that runs; connections are kept until `close`, and made anew when the server was. */
export const behindTheCurtain = (directory: string): Databases => {
  const connections = new Map<string, Promise<Connection>>();

  const openConnection = async (name: string): Promise<Connection> => {
    if (!existsSync(path.join(directory))) throw new Error(`There is no PostgreSQL in ${directory} yet`);
    const postgres = await startEmbeddedPostgres({
      dir: directory,
      databases: [],
      durability: 'full',
      log: () => undefined,
    });
    const connection = await connect(postgres.url(name));
    // The server ends with its Stoa.
    connection.on('error', () => connections.delete(name));
    connection.on('end', () => connections.delete(name));
    return connection;
  };
  const connectionTo = (name: string): Promise<Connection> => {
    const known = connections.get(name) ?? openConnection(name);
    connections.set(name, known);
    known.catch(() => connections.delete(name));
    return known;
  };

  return {
    open: async (name) => ({
      rows: async <Row extends object>(sqlText: string, values: readonly unknown[] = []) =>
        (await (await connectionTo(name)).query(sqlText, [...values])).rows as Row[],
    }),
    close: async () => {
      for (const connection of await Promise.allSettled(connections.values()))
        if (connection.status === 'fulfilled') await connection.value.end().catch(() => undefined);
      connections.clear();
    },
  };
};
