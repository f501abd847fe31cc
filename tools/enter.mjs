#!/usr/bin/env node
// Where every npm script of this project begins, under whatever Node the machine has (18 or newer) and with nothing
// installed: it makes the ground ready and hands over to the pinned Node. It must import nothing that is not in Node.
import { commands, usage } from './enter/commands.mjs';
import { generateWhenStale } from './enter/generate.mjs';
import { handOver } from './enter/hand-over.mjs';
import { installWhenStale } from './enter/install.mjs';
import { oneAtATime } from './enter/one-at-a-time.mjs';
import { pinnedNode } from './enter/pinned-node.mjs';
import { Refusal } from './enter/refusal.mjs';

/** The pages that `npm start` serves are built when their inputs changed. */
async function buildPages() {
  const { buildExplorerWhenStale } = await import('../apps/explorer/build-when-stale.mjs');
  if (buildExplorerWhenStale({ node: pinnedNode() })) console.error('Built the explorer.');
}

const [name, ...given] = process.argv.slice(2);
const args = given[0] === '--' ? given.slice(1) : given;

try {
  if (name === undefined || name === '--help' || name === 'help') {
    console.log(usage());
    process.exitCode = name === undefined ? 2 : 0;
  } else if (!Object.hasOwn(commands, name)) {
    throw new Refusal(`There is no command "${name}": ${Object.keys(commands).join(', ')}`);
  } else if (args.includes('--help')) {
    console.log(usage(name));
  } else {
    const command = commands[name];
    command.check?.(args);
    await oneAtATime(async () => {
      installWhenStale();
      generateWhenStale({ always: name === 'generate' });
      if (name === 'start') await buildPages();
    });
    if (command.run) handOver(command.run(args));
  }
} catch (fault) {
  if (!(fault instanceof Refusal)) throw fault;
  console.error(fault.message);
  process.exitCode = fault.exitCode;
}
