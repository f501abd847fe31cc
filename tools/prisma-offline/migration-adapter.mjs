import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { parse } from 'pg-connection-string';
import { plainUrl } from './databases.mjs';

/** @prisma/adapter-pg with what version 7.10 lacks for the schema engine. */
export function migrationAdapter(url) {
  const schema = new URL(url).searchParams.get('schema') ?? undefined;
  const config = { ...parse(plainUrl(url).href), max: 2 };
  const factory = new PrismaPg(config, { schema });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => completed(await factory.connect()),
    connectToShadowDb: () => shadowDatabase(config, schema),
  };
}

/** The adapter's own way, given a connection string, would stay on the main database and empty it. */
async function shadowDatabase(config, schema) {
  const admin = new pg.Client(config);
  await admin.connect();
  const database = `prisma_migrate_shadow_db_${globalThis.crypto.randomUUID()}`;
  await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(database)} TEMPLATE template0`);
  const shadow = completed(await new PrismaPg({ ...config, database }, { schema }).connect());
  const dispose = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await dispose();
    await admin.query(`DROP DATABASE IF EXISTS ${admin.escapeIdentifier(database)} WITH (FORCE)`);
    await admin.end();
  };
  return shadow;
}

function completed(adapter) {
  readCatalogTypes(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolation) => readCatalogTypes(await startTransaction(isolation));
  // The adapter splits a script at every semicolon, also inside the body of a function.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (fault) {
      adapter.onError(fault);
    }
  };
  return adapter;
}

const oids = { char: 18, int2vector: 22, oidvector: 30, regtype: 2206, text: 25 };
const asText = new Set([oids.char, oids.int2vector, oids.oidvector, oids.regtype]);
/** Of the adapter's ColumnTypeEnum. */
const character = 6;

/** The catalog's own column types are "unsupported" to the adapter; as text they read well. */
function readCatalogTypes(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  let characters = [];
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields ?? [];
    characters = fields.map((field) => field.dataTypeID === oids.char);
    for (const field of fields) if (asText.has(field.dataTypeID)) field.dataTypeID = oids.text;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    characters.forEach((isCharacter, at) => {
      if (isCharacter) result.columnTypes[at] = character;
    });
    return result;
  };
  return queryable;
}
