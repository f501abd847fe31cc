import { Gauge, type Registry } from 'prom-client';
import type { StreamEnding, StreamMetrics } from '../live/http/stream-options.ts';
import type { StreamTransport } from '../live/http/wanted-transport.ts';
import type { WebSocketMetrics } from '../live/websocket/websocket-door.ts';
import { tallies } from './tallies.ts';

/** How many there are at the moment. */
export interface LiveCounts {
  readonly subscriptions: number;
  readonly groups: number;
  readonly sockets: number;
  readonly streams: number;
}

export interface LiveMetrics {
  readonly sockets: WebSocketMetrics;
  readonly streams: StreamMetrics;
  /** @param counts asked whenever the metrics are read */
  readonly liveCounts: (counts: () => LiveCounts) => void;
}

const CLOSE_CODES = [
  '1000',
  '1001',
  '1005',
  '1006',
  '1009',
  '1013',
  '4400',
  '4401',
  '4403',
  '4406',
  '4408',
  '4409',
  '4429',
  '4500',
  'other',
];
const REFUSED_STATUSES = ['400', '403', '404', '405', '429', '503', 'other'];
const REFUSED_CODES = [
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'NOT_FOUND',
  'NOT_ACCEPTABLE',
  'OPERATION_NOT_SERVED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'COST_LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'SUBSCRIPTION_LIMIT_EXCEEDED',
  'STREAM_NOT_FOUND',
  'SERVER_SHUTTING_DOWN',
  'TEMPORARILY_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'other',
];
const TRANSPORTS: readonly StreamTransport[] = ['sse', 'multipart'];
const ENDINGS: readonly StreamEnding[] = ['completed', 'refused', 'left', 'expired', 'stalled', 'drained'];

/** Subscriptions and what carries them. */
export const liveMetrics = (registry: Registry): LiveMetrics => {
  let countsNow: () => LiveCounts = () => NONE;
  const gauge = (name: string, help: string, of: keyof LiveCounts) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(countsNow()[of]);
      },
    });
  gauge('stoa_router_subscriptions', 'Subscriptions of clients', 'subscriptions');
  gauge('stoa_router_subscription_groups', 'Groups of subscriptions that are answered by one read', 'groups');
  gauge('stoa_router_sockets', 'WebSockets of clients', 'sockets');
  gauge('stoa_router_streams', 'Event streams and multipart answers of clients', 'streams');

  const counted = ([name, help]: readonly [string, string], label: string, values: readonly string[]) => {
    const tally = tallies({ registry, name, help, labelNames: [label] });
    const byValue = new Map(values.map((value) => [value, tally({ [label]: value })]));
    return (value: string): void => {
      const found = byValue.get(value) ?? byValue.get('other');
      if (found) found.count += 1;
    };
  };
  const opened = counted(['stoa_router_live_opened_total', 'Connections for subscriptions'], 'transport', [
    'websocket',
    ...TRANSPORTS,
  ]);
  const closed = counted(['stoa_router_sockets_closed_total', 'WebSockets that ended, by code'], 'code', CLOSE_CODES);
  const refused = counted(
    ['stoa_router_upgrades_refused_total', 'WebSockets that were not opened, by HTTP status'],
    'status',
    REFUSED_STATUSES,
  );
  const streamRefused = counted(
    ['stoa_router_streams_refused_total', 'Requests that no stream and no operation came of, by code'],
    'code',
    REFUSED_CODES,
  );
  const ended = counted(['stoa_router_streams_ended_total', 'Streams that ended, and why'], 'ending', ENDINGS);

  return {
    sockets: {
      opened: () => opened('websocket'),
      closed: (code) => closed(String(code)),
      refused: (status) => refused(String(status)),
    },
    streams: {
      opened,
      closed: (_transport, ending) => ended(ending),
      refused: streamRefused,
    },
    liveCounts: (counts) => {
      countsNow = counts;
    },
  };
};

const NONE: LiveCounts = { subscriptions: 0, groups: 0, sockets: 0, streams: 0 };
