import { spawn, type SpawnOptions } from 'node:child_process';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The account PostgreSQL runs under when we are root, which it refuses to run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** `undefined` when we are not root: the server then runs as we do. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await accountNamed('postgres')) ?? (await accountNamed('nobody')) ?? { uid: 65534, gid: 65534 };
}

/** Whether a command ends with 0 when run under the account. */
export const succeeds = (file: string, args: string[], account: Account | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const options: SpawnOptions = { ...account, cwd: '/', stdio: 'ignore' };
    const child = spawn(file, args, options);
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });

async function accountNamed(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)]);
    return { uid, gid };
  } catch {
    return undefined;
  }
}

const run = promisify(execFile);
const idOf = async (flag: string, name: string) => Number((await run('id', [flag, name])).stdout);
