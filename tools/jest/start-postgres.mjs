import path from 'node:path';
import { startTestServer } from './test-server.ts';

/**
 * One PostgreSQL for the whole run; workers find it in TEST_POSTGRES_URL, which may name one that runs already.
 * STOA_TEST_DIR moves its files, for example to a RAM disk, where a database is copied in a tenth of the time.
 */
export default async function startPostgres({ rootDir }) {
  if (process.env.TEST_POSTGRES_URL) return;
  const server = await startTestServer(process.env.STOA_TEST_DIR ?? path.join(rootDir, '.stoa', 'test'));
  process.env.TEST_POSTGRES_URL = server.url('postgres');
  globalThis.stoaTestServer = server;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    // jest tears nothing down when it is interrupted.
    process.once(signal, () => server.stop().finally(() => process.exit(code)));
  }
}
