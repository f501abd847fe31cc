#!/usr/bin/env node
// The database command line. Its TypeScript needs the pinned Node, which npm scripts have first in their PATH.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from './enter/pinned-node.mjs';

const node = pinnedNode();
if (!existsSync(node)) {
  console.error('The dependencies are not installed: run "npm ci" first.');
  process.exitCode = 1;
} else if (Number(process.versions.node.split('.')[0]) < 26) {
  const { status } = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  const { database } = await import('./db/command.ts');
  process.exitCode = await database(process.argv.slice(2)).catch((fault) => {
    console.error(fault.message);
    return 1;
  });
}
