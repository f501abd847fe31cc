import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generationSteps } from './generation-steps.mjs';
import { pinnedNode, root } from './pinned-node.mjs';
import { Refusal } from './refusal.mjs';

// In node_modules, because another Prisma or another code generator writes other files from the same inputs.
const stampFile = path.join(root, 'node_modules', '.cache', 'stoa-generated.json');

/** Generates what is missing or older than what it is made from: each domain's Prisma client, then the schema's types. */
export function generateWhenStale({ always }) {
  const stamps = readStamps();
  const stale = generationSteps().filter((step) => always || stamps[step.name] !== step.hash || !step.isThere());
  if (!stale.length) return;
  console.error(`Generating ${stale.map((step) => step.name).join(', ')}…`);
  for (const step of stale) {
    run(step);
    stamps[step.name] = step.hash;
    mkdirSync(path.dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, JSON.stringify(stamps, null, 2));
  }
}

function run({ name, args }) {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(pinnedNode(), args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) throw new Refusal(`Generating ${name} failed:\n${`${stdout}${stderr}`.trimEnd()}`, 1);
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}
