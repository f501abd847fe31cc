import { createDatabase } from './databases.mjs';
import { createEngine } from './wasm-engine.mjs';

/** Answers the engine's methods; `print` shows text through the CLI. */
export function engineCalls({ url, datamodels, print }) {
  let created;
  const engine = () => (created ??= createEngine({ url, datamodels }));
  const own = {
    createDatabase: (params) => createDatabase(params?.datasource?.url ?? url),
    getDatabaseVersion: async (params) => (await engine()).version(params),
    diff: async (params) => {
      const { stdout, exitCode } = await (await engine()).diff(params);
      if (stdout != null) await print(stdout.replace(/\n$/, ''));
      return { exitCode, stdout: null };
    },
  };
  return async (method, params) => {
    if (Object.hasOwn(own, method)) return own[method](params);
    const target = await engine();
    if (typeof target[method] !== 'function')
      throw Object.assign(new Error(`Method not found: ${method}`), { rpc: -32601 });
    if (replaysHistory.has(method)) {
      await target.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    }
    return target[method](params);
  };
}

/**
 * They replay the migrations from a cache that only devDiagnostic fills, which owns the shadow database; after
 * applyMigrations that cache is stale.
 */
const replaysHistory = new Set(['evaluateDataLoss', 'createMigration']);
