import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { migrationAdapter } from './migration-adapter.mjs';

const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');

/** The official WebAssembly build of the schema engine on one database; without a URL only for what needs none. */
export async function createEngine({ url = 'postgresql://127.0.0.1:1/none', datamodels = [] }) {
  const { SchemaEngine } = await load();
  const models = datamodels.map((file) => [file, readFileSync(file, 'utf8')]);
  const options = { datamodels: models.length ? models : undefined };
  return SchemaEngine.new(options, () => {}, bindMigrationAwareSqlAdapterFactory(migrationAdapter(url)));
}

export function engineVersion() {
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(glue), 'package.json'), 'utf8'));
  return version.replace(/^.*\./, '');
}

async function load() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    set_message(message) {
      this.message = `RuntimeError: ${message}`;
    },
  };
  const bindings = await import(pathToFileURL(glue).href);
  const binary = readFileSync(glue.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return bindings;
}
