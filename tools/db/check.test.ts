import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from './check.ts';
import { domainNamed, linkMessaging, ownPrismaDir } from './domains.ts';
import { schemaDifference } from './schema-difference.ts';
import { withScratchServer } from './scratch-server.ts';

let prismaDir: string;
const domain = () => domainNamed('toys', prismaDir);
const said: string[] = [];

beforeAll(async () => {
  prismaDir = await mkdtemp(path.join(tmpdir(), 'stoa-prisma-'));
  await cp(path.join(ownPrismaDir, 'messaging.prisma'), path.join(prismaDir, 'messaging.prisma'));
  await writeSchema('model Toy {\n  id String @id\n}\n');
  linkMessaging(domain());
  await writeMigration(
    '1_initial',
    await withScratchServer((withDatabase) => schemaDifference(domain(), withDatabase)),
  );
});
afterEach(() => {
  said.length = 0;
});
afterAll(() => rm(prismaDir, { recursive: true }));

describe('db check', () => {
  test('is content with migrations that were written from the schema', async () => {
    expect(await run()).toBe(true);
    expect(said).toEqual(['toys: schema and migrations agree']);
  });

  test('is content with what only SQL can say', async () => {
    await writeMigration(
      '2_by_hand',
      `ALTER TABLE "Toy" ADD CONSTRAINT id_is_short CHECK (length(id) < 40);
       CREATE INDEX toy_some ON "Toy" (id) WHERE id > 'm'; CREATE INDEX toy_lower ON "Toy" (lower(id));`,
    );
    expect(await run()).toBe(true);
  });

  test('shows what the migrations lack', async () => {
    await writeSchema('model Toy {\n  id String @id\n  color String?\n}\n');
    expect(await run()).toBe(false);
    expect(said.join()).toContain('ALTER TABLE "Toy" ADD COLUMN     "color" TEXT');
  });

  test('names a migration that cannot be applied', async () => {
    await writeMigration('3_broken', 'SELECT * FROM nothing');
    expect(await run()).toBe(false);
    expect(said.join()).toContain('3_broken');
  });

  test('sees messaging models that are not the ones all domains share', async () => {
    const own = path.join(domain().dir, 'messaging.prisma');
    await rm(own);
    await writeFile(own, 'model Outbox {\n  id String @id\n}\n');
    expect(await run()).toBe(false);
    expect(said).toEqual(['toys: messaging.prisma differs from prisma/messaging.prisma']);
  });
});

const run = () => check((line) => said.push(line), [domain()]);

async function writeSchema(models: string) {
  await mkdir(domain().dir, { recursive: true });
  await writeFile(
    path.join(domain().dir, 'schema.prisma'),
    `datasource db {\n  provider = "postgresql"\n}\n\n${models}`,
  );
}

async function writeMigration(name: string, sql: string) {
  const dir = path.join(domain().dir, 'migrations', name);
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, 'migration.sql'), sql);
}
