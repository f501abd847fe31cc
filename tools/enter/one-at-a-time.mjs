import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './pinned-node.mjs';

const file = path.join(root, '.stoa', 'prepare.lock');

/** Two commands of one clone must not install or generate at once: each would take the files from under the other. */
export async function oneAtATime(work) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; !claim(); told = true) {
    if (!told) console.error('Another command is installing or generating; waiting for it…');
    await sleep(200);
  }
  const free = () => rmSync(file, { force: true });
  process.once('exit', free);
  try {
    await work();
  } finally {
    process.off('exit', free);
    free();
  }
}

/** Linked and not written in place, so that the lock never exists without the name of its holder. */
function claim() {
  const mine = `${file}.${process.pid}`;
  try {
    writeFileSync(mine, String(process.pid));
    linkSync(mine, file);
    return true;
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault;
    if (!isAlive(holder())) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function holder() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!pid || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}
