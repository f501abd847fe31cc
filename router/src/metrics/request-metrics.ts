import { Gauge, Histogram, type Registry } from 'prom-client';
import { MS_PER_SECOND, SECONDS } from './durations.ts';
import type { Lane, Outcome } from './outcomes.ts';
import { tallies, type Tally } from './tallies.ts';

export interface RequestMetrics {
  /** A request has begun. @returns what `ended` wants back, milliseconds of the monotonic clock */
  readonly began: () => number;
  /** Once for each that began. */
  readonly ended: (began: number, request: EndedRequest) => void;
}

export interface EndedRequest {
  readonly lane: Lane;
  readonly outcome: Outcome;
  /** HTTP */
  readonly status: number;
}

const LANES: readonly Lane[] = ['fast', 'apollo', 'none'];
const OUTCOMES: readonly Outcome[] = ['ok', 'errors', 'over_budget', 'rate_limited', 'refused'];
const STATUS_CLASSES = ['2xx', '4xx', '5xx'] as const;

/** Requests of the graph's door. */
export function requestMetrics(registry: Registry): RequestMetrics {
  let inFlight = 0;
  const tally = tallies({
    registry,
    name: 'stoa_router_requests_total',
    help: 'GraphQL requests by lane, outcome and class of HTTP status',
    labelNames: ['lane', 'outcome', 'status'],
  });
  const durations = new Histogram({
    name: 'stoa_router_request_duration_seconds',
    help: 'From the arrival of a GraphQL request to its answer',
    labelNames: ['lane'],
    buckets: SECONDS,
    registers: [registry],
  });
  new Gauge({
    name: 'stoa_router_requests_in_flight',
    help: 'GraphQL requests that are being answered',
    registers: [registry],
    collect() {
      this.set(inFlight);
    },
  });
  const byLane = Object.fromEntries(
    LANES.map((lane) => {
      const byOutcome = OUTCOMES.map((outcome) => {
        const byStatus = STATUS_CLASSES.map((status) => [status, tally({ lane, outcome, status })] as const);
        return [outcome, Object.fromEntries(byStatus)] as const;
      });
      return [lane, { counts: Object.fromEntries(byOutcome), duration: durations.labels(lane) }] as const;
    }),
  ) as unknown as Record<Lane, LaneMetrics>;

  return {
    began: () => {
      inFlight += 1;
      return performance.now();
    },
    ended: (began, { lane, status, outcome }) => {
      inFlight -= 1;
      const { counts, duration } = byLane[lane];
      counts[outcome][classOf(status)].count += 1;
      duration.observe((performance.now() - began) / MS_PER_SECOND);
    },
  };
}

type StatusClass = (typeof STATUS_CLASSES)[number];

interface LaneMetrics {
  readonly counts: Readonly<Record<Outcome, Readonly<Record<StatusClass, Tally>>>>;
  readonly duration: Pick<Histogram, 'observe'>;
}

function classOf(status: number): StatusClass {
  if (status < 400) return '2xx';
  return status < 500 ? '4xx' : '5xx';
}
