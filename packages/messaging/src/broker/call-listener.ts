import type { BrokerLog } from './broker-log.ts';

/** Calls a tail's listener; what it throws is its own bug and must not stop the tail. */
export const callListener = (log: BrokerLog, topic: string, call: () => void): void => {
  try {
    call();
  } catch (err) {
    log.error({ topic, err }, 'tail listener threw');
  }
};
