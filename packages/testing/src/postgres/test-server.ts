import pg from 'pg';

/** The URL of a database on the run's server, which jest's global set-up started. */
export function serverUrl(database: string): string {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: run the tests with "npm test"');
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

/** Works on a connection to the server's own database and closes it. */
export async function onServer<Value>(work: (admin: pg.Client) => Promise<Value>): Promise<Value> {
  const admin = new pg.Client({ connectionString: serverUrl('postgres') });
  admin.on('error', () => {});
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
