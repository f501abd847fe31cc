import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & { child(bindings: object): Log };

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where JSON lines go; standard error when absent, so that standard output stays for people. */
  readonly file?: string;
}

// Whatever else a log line holds, it never holds these. RELIABILITY.md: no personal or card data in logs.
const REDACTED = [
  'password',
  'token',
  'secret',
  'authorization',
  'email',
  '*.password',
  '*.token',
  '*.secret',
  '*.email',
  // PostgreSQL quotes the row: `Key (email)=(ada@example.com) already exists.`
  'err.detail',
];

/** Structured JSON logs, one line an event. Log once, at the door, with the ids. */
export const createLog = ({ level, file }: LogOptions): Log =>
  pino(
    { level, redact: REDACTED, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // Only for whoever runs us, as the secrets beside it.
    pino.destination({ dest: file ?? 2, sync: true, mkdir: true, mode: 0o600 }),
  );
