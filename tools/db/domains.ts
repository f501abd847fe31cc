import { copyFileSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const ownPrismaDir = path.join(root, 'prisma');

/** A domain by name and by the folder its schema and its migrations are in. */
export interface Domain {
  readonly name: string;
  readonly dir: string;
}

export const domainNamed = (name: string, prismaDir = ownPrismaDir): Domain => ({
  name,
  dir: path.join(prismaDir, name),
});
export const schemaFile = (domain: Domain) => path.join(domain.dir, 'schema.prisma');
export const migrationsDir = (domain: Domain) => path.join(domain.dir, 'migrations');

/** Every domain that has a schema, in alphabetical order. */
export const domainsWithSchema = (prismaDir = ownPrismaDir): Domain[] =>
  readdirSync(prismaDir)
    .sort()
    .map((name) => domainNamed(name, prismaDir))
    .filter((domain) => existsSync(schemaFile(domain)));

export const messagingFile = (domain: Domain) => path.join(domain.dir, 'messaging.prisma');
export const sharedMessagingFile = (domain: Domain) => path.join(domain.dir, '..', 'messaging.prisma');

/** Prisma reads a schema from one folder, so the models all domains share are linked into each. */
export function linkMessaging(domain: Domain) {
  const link = messagingFile(domain);
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found && !isPlaceholder(link)) return;
  try {
    // Windows lets only some accounts make links.
    if (found) rmSync(link);
    symlinkSync(target, link);
  } catch {
    copyFileSync(sharedMessagingFile(domain), link);
  }
}

const target = '../messaging.prisma';

/** What git writes for a link where it cannot make one. */
const isPlaceholder = (file: string) => existsSync(file) && readFileSync(file, 'utf8').trim() === target;
