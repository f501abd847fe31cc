import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const INPUTS = ['index.html', 'package.json', 'vite.config.ts', 'src'];
// Inside what is built: whoever deletes or interrupts the build takes its stamp along.
const stampFile = path.join(here, 'dist', '.inputs');

/**
 * Builds the explorer into dist/ when it is missing or older than its inputs. Needs nothing installed when it is fresh.
 * @returns whether it built. @throws when the build fails, with its output.
 */
export function buildExplorerWhenStale({ node = process.execPath } = {}) {
  const wanted = hashOf(INPUTS);
  if (existsSync(path.join(here, 'dist/index.html')) && readStamp() === wanted) return false;
  const { status, stdout, stderr } = spawnSync(node, [viteBinary(), 'build', '--logLevel', 'warn'], {
    cwd: here,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`Building the explorer failed:\n${`${stdout}${stderr}`.trimEnd()}`);
  writeFileSync(stampFile, wanted);
  return true;
}

function viteBinary() {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json');
  return path.join(path.dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.vite);
}

function hashOf(inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesAt)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(here, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesAt(name) {
  const entries = path.extname(name) ? undefined : readdirSync(path.join(here, name)).sort();
  return entries?.flatMap((entry) => filesAt(`${name}/${entry}`)) ?? [name];
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(buildExplorerWhenStale() ? 'built apps/explorer/dist' : 'apps/explorer/dist is up to date');
}
