import { connectOnce, createDatabase, dropDatabase } from './databases.mjs';
import { log } from './engine-log.mjs';

/** `schema-engine --datasource … cli <command>`; ends the process. */
export async function runCliCommand(name, url) {
  // The CLI skips the first line of stderr.
  log('INFO', 'Starting schema engine CLI (wasm)');
  try {
    const command = commands[name];
    if (!command) throw new Error(`unknown sub-command ${name}`);
    await command(url);
    log('INFO', 'ok');
    process.exit(0);
  } catch (fault) {
    const code = fault.errorCode ?? prismaCodes[fault.code] ?? 'P1001';
    log('ERROR', fault.message || String(fault.code), { is_panic: false, error_code: code, meta: null });
    process.exit(1);
  }
}

const commands = {
  'can-connect-to-database': connectOnce,
  'create-database': createDatabase,
  'drop-database': dropDatabase,
};

/** Prisma's names for what went wrong, by PostgreSQL's and Node's; everything else is "cannot reach" (P1001). */
const prismaCodes = { '3D000': 'P1003', '28P01': 'P1000' };
