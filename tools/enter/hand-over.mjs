import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pinnedNode, root } from './pinned-node.mjs';
import { Refusal } from './refusal.mjs';

/**
 * Runs the command under the pinned Node in the place of this process where the platform and this Node can, so that
 * signals and the exit code need no relaying; as a child otherwise.
 */
export function handOver({ node: args, env: own = {} }) {
  const script = args.find((arg) => !arg.startsWith('--'));
  if (!existsSync(path.join(root, script))) throw new Refusal(`${script} does not exist in this clone`, 1);
  const node = pinnedNode();
  const env = { ...process.env, ...own, ...surroundings() };
  process.chdir(root);
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.removeAllListeners('warning');
    process.execve(node, [node, ...args], env);
  }
  relay(spawn(node, args, { stdio: 'inherit', env }));
}

const surroundings = () => ({
  NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'node-compile'),
  // Apollo's gateway reports home unless told not to.
  APOLLO_TELEMETRY_DISABLED: '1',
  ...(process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' }),
});

/** The child decides what a signal means. A terminal sends Ctrl-C to it as well, so that one is not sent twice. */
function relay(child) {
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (fault) => {
    console.error(fault.message);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? signalExitCodes[signal] ?? 1;
  });
}

const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
