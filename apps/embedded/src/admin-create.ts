import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { users } from '@stoa/users';
import { besideStoa } from './beside-stoa.ts';

const { values: flags } = parseArgs({
  options: { email: { type: 'string' }, password: { type: 'string' }, broker: { type: 'string', default: 'postgres' } },
});

await besideStoa(flags.broker, (operate) =>
  operate(users, async ({ open }) => {
    const result = await open().perform('createAdmin', await credentials());
    process.stdout.write(
      result.ok ? 'The administrator can sign in now.\n' : `Refused: ${JSON.stringify(result.failure)}\n`,
    );
    process.exitCode = result.ok ? 0 : 1;
  }),
);

async function credentials(): Promise<{ email: string; password: string }> {
  if (flags.email !== undefined && flags.password !== undefined)
    return { email: flags.email, password: flags.password };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return {
      email: flags.email ?? (await terminal.question('E-mail: ')),
      password: await terminal.question('Password: '),
    };
  } finally {
    terminal.close();
  }
}
