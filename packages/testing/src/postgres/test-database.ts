import { randomBytes } from 'node:crypto';
import { onServer, serverUrl } from './test-server.ts';
import { ensureTemplate } from './template-database.ts';

export interface TestDatabase {
  readonly url: string;
  /** Disconnects whoever is still on it. */
  drop(): Promise<void>;
}

/** A migrated database of the domain for this test file alone, copied from the domain's template in about 30 ms. */
export async function testDatabase(domain: string): Promise<TestDatabase> {
  return databaseFrom(await ensureTemplate(domain), domain);
}

/** An empty database for this test file alone; the name only makes it recognizable. */
export const emptyDatabase = (name: string): Promise<TestDatabase> => databaseFrom('template0', name);

/** A copy of any database nobody is connected to; the label only makes it recognizable. */
export async function databaseFrom(template: string, label: string): Promise<TestDatabase> {
  const database = `test_${label.replaceAll(/\W/g, '_')}_${randomBytes(5).toString('hex')}`;
  await onServer((admin) => admin.query(`CREATE DATABASE "${database}" TEMPLATE "${template}"`));
  return {
    url: serverUrl(database),
    drop: async () => {
      await onServer((admin) => admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`));
    },
  };
}
