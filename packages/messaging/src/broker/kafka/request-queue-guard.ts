import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 re-arms a timer (with a negative delay, so at once) after every reply even when no request waits: 4 % CPU
 * per idle consumer and a TimeoutNegativeWarning. With the guard 0.3 %. https://github.com/tulios/kafkajs/issues/1751
 */
export const guardRequestQueue = (): void => {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue & { [GUARDED]?: true };
  };
  if (prototype[GUARDED]) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
  prototype[GUARDED] = true;
};

const GUARDED = Symbol('guarded');
