import { WINDOW } from './pulse.ts';
import { TICK_MS, ticks } from './swept-sockets.ts';
import type { WebSocketLimits } from './websocket-limits.ts';

/** A session's limits; times are in ticks. */
export interface SessionLimits {
  readonly subscriptions: number;
  readonly bufferedBytes: number;
  /** Frames in a window of five seconds. */
  readonly frames: number;
  readonly initTicks: number;
  readonly identifyTicks: number;
  readonly stalled: number;
  readonly heartbeat: number;
}

export const sessionLimits = (limits: WebSocketLimits): SessionLimits => ({
  subscriptions: limits.subscriptions,
  bufferedBytes: limits.bufferedBytes,
  frames: Math.ceil((limits.messagesPerSecond * WINDOW * TICK_MS) / 1_000),
  initTicks: ticks(limits.initTimeoutMs),
  identifyTicks: ticks(limits.identifyTimeoutMs),
  stalled: ticks(limits.stalledMs),
  heartbeat: ticks(limits.heartbeatMs),
});
