import pg from 'pg';

/** The URL without Prisma's own `schema` parameter, which pg does not know. */
export function plainUrl(url) {
  const plain = new URL(url);
  plain.searchParams.delete('schema');
  return plain;
}

export async function createDatabase(url) {
  return onServer(url, async (client, name) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) {
      throw Object.assign(new Error(`Database \`${name}\` already exists on the database server`), {
        errorCode: 'P1009',
      });
    }
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    return { databaseName: name };
  });
}

export const dropDatabase = (url) =>
  onServer(url, (client, name) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
  );

export const connectOnce = (url) => withClient(plainUrl(url), async () => {});

function onServer(url, work) {
  const server = plainUrl(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  return withClient(server, (client) => work(client, name));
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
