import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './pinned-node.mjs';

/** What is generated, by which command, from which inputs (as a hash), and whether its files are there. */
export function generationSteps() {
  const clients = foldersIn('prisma')
    .filter((domain) => existsSync(inRoot('prisma', domain, 'schema.prisma')))
    .map(prismaClient);
  return existsSync(inRoot('codegen.ts')) ? [...clients, schemaTypes()] : clients;
}

const prismaClient = (domain) => ({
  name: `prisma/${domain}`,
  args: ['tools/db.mjs', domain, 'generate'],
  hash: hashOf([...filesBelow(`prisma/${domain}`, '.prisma'), 'prisma/messaging.prisma', 'prisma.config.ts']),
  isThere: () => existsSync(inRoot('subgraphs', domain, 'src/generated/prisma/client.ts')),
});

const schemaTypes = () => {
  const schemas = foldersIn('subgraphs').map((name) => `subgraphs/${name}/src/schema`);
  const withSchema = schemas.filter((dir) => filesBelow(dir, '.graphql').length > 0);
  const inputs = [...withSchema, 'packages/subgraph-kit/schema', 'schema/operations'];
  const mappers = foldersIn('subgraphs').map((name) => `subgraphs/${name}/src/mappers.ts`);
  return {
    name: 'schema types',
    args: ['codegen.ts'],
    hash: hashOf([
      'codegen.ts',
      'schema/supergraph.graphql',
      ...mappers,
      ...filesBelow('tools/schema', '.ts'),
      ...inputs.flatMap((dir) => filesBelow(dir, '.graphql')),
    ]),
    isThere: () => withSchema.every((dir) => existsSync(inRoot(dir, '../generated'))),
  };
};

const inRoot = (...parts) => path.join(root, ...parts);

const foldersIn = (dir) =>
  entriesOf(dir)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const filesBelow = (dir, ending) =>
  entriesOf(dir)
    .flatMap((entry) => {
      const at = `${dir}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'migrations' ? [] : filesBelow(at, ending);
      return entry.name.endsWith(ending) ? [at] : [];
    })
    .sort();

const entriesOf = (dir) => (existsSync(inRoot(dir)) ? readdirSync(inRoot(dir), { withFileTypes: true }) : []);

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.filter((name) => existsSync(inRoot(name)))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update('\0');
  }
  return hash.digest('hex');
}
