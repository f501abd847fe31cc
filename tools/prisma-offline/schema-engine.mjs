#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the CLI would download: the same JSON-RPC over stdio, answered by
// the official WebAssembly build. The CLI runs it because PRISMA_SCHEMA_ENGINE_BINARY names it.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { runCliCommand } from './cli-command.mjs';
import { engineCalls } from './engine-calls.mjs';
import { engineVersion } from './wasm-engine.mjs';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
});
const { url } = values.datasource ? JSON.parse(values.datasource) : {};

if (values.version) console.log(`schema-engine-wasm ${engineVersion()}`);
else if (positionals[0] === 'cli') await runCliCommand(positionals[1], url);
else serve();

/** One request at a time, in the order they came; ends when the CLI closes our input and all are answered. */
function serve() {
  const prints = new Map();
  const print = (content) =>
    new Promise((resolve) => {
      const id = `p${prints.size + 1}`;
      prints.set(id, resolve);
      send({ id, jsonrpc: '2.0', method: 'print', params: { content } });
    });
  const call = engineCalls({ url, datamodels: values.datamodels, print });
  let answered = Promise.resolve();
  const input = createInterface({ input: process.stdin, crlfDelay: Infinity });
  input.on('line', (line) => {
    if (!line.trim()) return;
    const message = JSON.parse(line);
    if (message.method === undefined) prints.get(message.id)?.();
    else answered = answered.then(() => answer(call, message));
  });
  input.on('close', () => answered.then(() => process.exit(0)));
}

async function answer(call, { id, method, params }) {
  try {
    send({ id, jsonrpc: '2.0', result: (await call(method, params)) ?? {} });
  } catch (fault) {
    send({ id, jsonrpc: '2.0', error: asRpcError(fault) });
  }
}

const asRpcError = (fault) => ({
  code: fault?.rpc ?? 4466,
  message: 'An error happened. Check the data field for details.',
  data: {
    is_panic: false,
    message: String(fault?.message ?? fault),
    meta: fault?.meta ?? null,
    error_code: fault?.errorCode ?? fault?.code,
  },
});

const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
