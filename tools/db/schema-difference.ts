import { migrate } from '@stoa/platform';
import { linkMessaging, migrationsDir, type Domain } from './domains.ts';
import { prisma } from './prisma-cli.ts';
import type { WithScratchDatabase } from './scratch-server.ts';

/**
 * The SQL that leads from a domain's migrations to its schema; empty when they agree. Throws when a migration cannot be
 * applied or the schema is not valid.
 */
export async function schemaDifference(domain: Domain, withDatabase: WithScratchDatabase): Promise<string> {
  linkMessaging(domain);
  return withDatabase(async (url) => {
    await migrate({ connectionString: url, dir: migrationsDir(domain) });
    const args = ['migrate', 'diff', '--from-config-datasource', '--to-schema', domain.dir];
    const { code, output } = await prisma({
      domain,
      url,
      quiet: true,
      args: [...args, '--script', '--exit-code'],
    });
    if (code === 0) return '';
    if (code === 2) return withoutPreamble(output);
    throw new Error(`${domain.name}: ${output.trim()}`);
  });
}

/** Prisma says which configuration it loaded before the first statement. */
const withoutPreamble = (output: string) => output.slice(Math.max(0, output.search(/^-- /m))).trim() + '\n';
