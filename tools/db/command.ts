import { existsSync } from 'node:fs';
import { check } from './check.ts';
import { domainNamed, domainsWithSchema, linkMessaging, schemaFile, type Domain } from './domains.ts';
import { prisma } from './prisma-cli.ts';
import { schemaDifference } from './schema-difference.ts';
import { withScratchServer } from './scratch-server.ts';
import { withWorkingDatabase } from './working-database.ts';
import { writeMigration } from './write-migration.ts';

const usage = `npm run db -- check                      schema and migrations agree in every domain
npm run db -- <domain> migration <name>  write the next migration from the schema
npm run db -- <domain> diff              show what that migration would say (exit code 2 when it is not empty)
npm run db -- <domain> generate          generate the Prisma client
npm run db -- <domain> validate          check the schema
npm run db -- <domain> migrate           apply the migrations (Prisma's "migrate deploy")
npm run db -- <domain> status            what is applied and what is not
npm run db -- <domain> studio            look at the data
npm run db -- <domain> <anything else>   Prisma's own command on this domain`;

/** The database command line; answers the exit code. */
export async function database([name, command, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined) return say(usage, 2);
  if (name === '--help' || name === 'help') return say(usage, 0);
  if (name === 'check') return (await check(console.log)) ? 0 : 1;
  const domain = domainNamed(name);
  if (!existsSync(schemaFile(domain))) {
    return refuse(`There is no prisma/${name}/schema.prisma. Domains: ${list(domainsWithSchema()) || 'none yet'}`);
  }
  if (command === undefined) return refuse(`What to do with ${name}? See: npm run db -- --help`);
  linkMessaging(domain);
  const own = ownCommands[command];
  return own ? own(domain, rest) : onWorkingDatabase(domain, [command, ...rest]);
}

type Command = (domain: Domain, rest: readonly string[]) => Promise<number>;

/** Everything else is Prisma's own and goes to it unchanged. */
const ownCommands: Readonly<Record<string, Command>> = {
  migration,
  diff: difference,
  generate: (domain, rest) => withoutDatabase(domain, ['generate', ...rest]),
  validate: (domain, rest) => withoutDatabase(domain, ['validate', ...rest]),
  format: (domain, rest) => withoutDatabase(domain, ['format', ...rest]),
  status: (domain, rest) => onWorkingDatabase(domain, ['migrate', 'status', ...rest]),
  migrate: (domain, rest) => onWorkingDatabase(domain, ['migrate', ...(rest.length ? rest : ['deploy'])]),
};

async function migration(domain: Domain, [name, ...more]: readonly string[]): Promise<number> {
  if (!name || more.length || !/^[a-z0-9_]+$/.test(name)) {
    return refuse(
      `Name the migration in small letters, digits and underscores: npm run db -- ${domain.name} migration add_notes`,
    );
  }
  const file = await writeMigration(domain, name);
  return say(file ? `Wrote ${file}` : `Nothing to write: the schema and the migrations of ${domain.name} agree`, 0);
}

async function difference(domain: Domain): Promise<number> {
  const sql = await withScratchServer((withDatabase) => schemaDifference(domain, withDatabase));
  return sql ? say(sql, 2) : say(`The schema and the migrations of ${domain.name} agree`, 0);
}

const withoutDatabase = async (domain: Domain, args: readonly string[]) => (await prisma({ domain, args })).code;

const onWorkingDatabase = (domain: Domain, args: readonly string[]) =>
  withWorkingDatabase(domain.name, async (url) => (await prisma({ domain, args, url })).code);

const list = (domains: readonly Domain[]) => domains.map((domain) => domain.name).join(', ');

const say = (line: string, code: number) => (console.log(line), code);
const refuse = (line: string) => (console.error(line), 2);
