import type { BrokerLog } from './broker-log.ts';
import type { PostgresBroker } from './postgres-broker.ts';

const HOUR_MS = 3_600_000;
/** Event topics are kept by time, never compacted: long enough to replay a week's trouble twice. */
const KEPT_MS = 14 * 24 * HOUR_MS;

/** Drops old messages of the postgres broker's log, now and every hour; what a durable group has not read stays. Returns how to stop. */
export const keepEventLogShort = (broker: PostgresBroker, log: BrokerLog): (() => void) => {
  const trim = () => {
    broker.trim({ olderThan: new Date(Date.now() - KEPT_MS) }).catch((error: unknown) => {
      log.warn({ err: error }, 'event log not trimmed, tried again in an hour');
    });
  };
  trim();
  const timer = setInterval(trim, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
};
