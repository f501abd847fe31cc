/** What the adapters need of a logger; pino's fits. Fields carry ids and errors, never a message's value. */
export interface BrokerLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
