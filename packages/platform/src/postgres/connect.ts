import pg from 'pg';

/** The connection string of a database of the server on this machine. */
export const localUrl = (port: number, password: string, database: string) =>
  `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** A connected client; the caller ends it. Losing the server later is an event nobody has to hear. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Whether a server with this password answers on the port. */
export const canConnect = async (port: number, password: string): Promise<boolean> => {
  try {
    await (await connect(localUrl(port, password, 'postgres'))).end();
    return true;
  } catch {
    return false;
  }
};
