/** One line as the native engine writes it to stderr, where the CLI reads it. */
export function log(level, message, extra = {}) {
  const entry = {
    timestamp: new Date().toISOString(),
    level,
    fields: { message, ...extra },
    target: 'schema_engine::logger',
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
