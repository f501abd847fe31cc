import { spawn } from 'node:child_process';
import path from 'node:path';
import { root, type Domain } from './domains.ts';

export interface PrismaRun {
  readonly domain: Domain;
  readonly args: readonly string[];
  /** The database the command works on; none is needed to generate or to validate. */
  readonly url?: string | undefined;
  /** Keeps what it writes for the caller instead of showing it. */
  readonly quiet?: boolean;
}

/**
 * Runs Prisma's own command-line tool on one domain, with the schema engine that needs no download. Returns its exit
 * code and, when quiet, what it wrote.
 */
export function prisma({ domain, args, url, quiet = false }: PrismaRun): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [path.join(root, 'node_modules/prisma/build/index.js'), ...args], {
    cwd: root,
    stdio: ['inherit', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    env: {
      ...process.env,
      STOA_DOMAIN: domain.dir,
      ...(url ? { STOA_DATABASE_URL: url } : {}),
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'tools/prisma-offline/schema-engine.mjs'),
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      // The engine is started by its first line, `env node`: it must find the same Node.
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
  let output = '';
  const keep = (chunk: unknown) => (output += String(chunk));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
