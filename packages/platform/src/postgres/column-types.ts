import pg from 'pg';

/** How column values become JavaScript: pg's own ways, but 64-bit integers are numbers and never silently rounded. */
export const columnTypes: pg.CustomTypesConfig = { getTypeParser: parserOf as typeof pg.types.getTypeParser };

const int8 = 20;

function parserOf(oid: number, format: 'text' | 'binary' = 'text'): unknown {
  return oid === int8 && format === 'text' ? safeInteger : (pg.types.getTypeParser as TypeParsers)(oid, format);
}
type TypeParsers = (oid: number, format: 'text' | 'binary') => unknown;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database's ${text} does not fit a safe integer`);
  return value;
}
