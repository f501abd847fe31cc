import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './pinned-node.mjs';
import { Refusal } from './refusal.mjs';

const lockFile = path.join(root, 'package-lock.json');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.stoa-lock');

/** Installs the dependencies when there are none or others than package-lock.json names. */
export function installWhenStale() {
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!installedByHand()) install();
  writeFileSync(stamp, wanted);
}

function install() {
  console.error('Installing the dependencies (npm ci); the first time takes a minute or two…');
  const npm = process.env.npm_execpath;
  // npm's own Node and not the one in node_modules, which is about to be replaced.
  const [file, first] = npm ? [process.env.npm_node_execpath ?? process.execPath, [npm]] : ['npm', []];
  const options = { cwd: root, encoding: 'utf8', shell: !npm && process.platform === 'win32', maxBuffer: 64e6 };
  const { status, stdout, stderr, error } = spawnSync(file, [...first, 'ci', '--loglevel=error'], options);
  if (status === 0) return;
  // npm explains all of its options after the fault.
  const [said] = `${stdout ?? ''}${stderr ?? ''}`.split(/^npm error Clean install a project/m);
  throw new Refusal(`npm ci failed: ${error?.message ?? ''}\n${said}`.trimEnd(), 1);
}

/** npm notes in node_modules what it installed; when that is what the lock file says, somebody ran npm already. */
function installedByHand() {
  const wanted = packages(lockFile);
  const found = packages(path.join(modules, '.package-lock.json'));
  if (!wanted || !found) return false;
  const same = ([at, entry]) =>
    wanted[at]?.version === entry.version &&
    wanted[at]?.integrity === entry.integrity &&
    existsSync(path.join(root, at));
  const needed = ([at, entry]) =>
    at.startsWith('node_modules/') && !entry.optional && !entry.devOptional && !entry.peer;
  return (
    Object.entries(found).every(same) &&
    Object.entries(wanted)
      .filter(needed)
      .every(([at]) => at in found)
  );
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
