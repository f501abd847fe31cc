import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { domainsWithSchema, messagingFile, sharedMessagingFile, type Domain } from './domains.ts';
import { schemaDifference } from './schema-difference.ts';
import { withScratchServer, type WithScratchDatabase } from './scratch-server.ts';

/** Checks that schema and migrations agree in every domain, and says so per domain; true when all do. */
export async function check(say: (line: string) => void, domains = domainsWithSchema()): Promise<boolean> {
  return withScratchServer(async (withDatabase) => {
    let sound = true;
    for (const domain of domains) {
      const fault = (await messagingFault(domain)) ?? (await migrationsFault(domain, withDatabase));
      say(`${domain.name}: ${fault ?? 'schema and migrations agree'}`);
      if (fault) sound = false;
    }
    return sound;
  });
}

async function messagingFault(domain: Domain): Promise<string | undefined> {
  const own = messagingFile(domain);
  if (!existsSync(own)) return 'messaging.prisma is missing: ln -s ../messaging.prisma there';
  const [mine, shared] = await Promise.all([readFile(own), readFile(sharedMessagingFile(domain))]);
  return mine.equals(shared) ? undefined : 'messaging.prisma differs from prisma/messaging.prisma';
}

async function migrationsFault(domain: Domain, withDatabase: WithScratchDatabase): Promise<string | undefined> {
  try {
    const sql = await schemaDifference(domain, withDatabase);
    return sql
      ? `the migrations lack what the schema has; "npm run db -- ${domain.name} migration <name>" writes:\n${sql}`
      : undefined;
  } catch (fault) {
    return (fault as Error).message;
  }
}
