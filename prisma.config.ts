import path from 'node:path';
import { defineConfig } from 'prisma/config';

// One configuration for eight domains: `npm run db -- <domain> <command>` names the domain, or a folder elsewhere. A
// domain's schema is the folder prisma/<domain>, in which messaging.prisma is a link to the one all domains share.
const domain = path.resolve(import.meta.dirname, 'prisma', process.env['STOA_DOMAIN'] ?? 'no-domain-named(npm-run-db)');

export default defineConfig({
  schema: domain,
  migrations: { path: path.join(domain, 'migrations') },
  datasource: { url: process.env['STOA_DATABASE_URL'] ?? 'postgresql://127.0.0.1:1/none' },
});
