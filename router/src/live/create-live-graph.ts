import type { Log } from '@stoa/platform';
import type { CurrentEngine } from '../engine/current-engine.ts';
import type { Engine, EngineRequest } from '../engine/engine.ts';
import type { RequestFacts } from '../limits/admission.ts';
import { internalError } from '../masked-errors.ts';
import type { AutomaticQueries } from '../persisted/automatic-queries.ts';
import type { DocumentSource } from '../persisted/document-source.ts';
import { Refusal } from '../refusal.ts';
import { clientCounts } from './client-counts.ts';
import { enrollment } from './enrollment.ts';
import { EventIndex } from './events/event-index.ts';
import { eventTails, type EventSource } from './events/event-tails.ts';
import { EventGroup } from './groups/event-group.ts';
import { Groups } from './groups/groups.ts';
import { ManyGroup } from './groups/many-group.ts';
import { Member } from './groups/member.ts';
import type { ViewerOptions } from './groups/viewer.ts';
import { errorsOfRefusal, LiveRefusal } from './live-errors.ts';
import type { LiveGraph, SubscribeRequest } from './live-graph.ts';
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from './live-limits.ts';
import { ReadQueue } from './read-queue.ts';
import { subscribedOperations, type DocumentRules } from './subscribed-operation.ts';

export interface LiveGraphOptions extends DocumentRules {
  readonly engines: CurrentEngine;
  readonly documents: DocumentSource;
  readonly automatic?: Pick<AutomaticQueries, 'register'> | undefined;
  /** Budgets and rates, once for each subscription; absent: everything is admitted. */
  readonly admissionFor?: ((facts: RequestFacts) => EngineRequest['admit']) | undefined;
  /** Where events come from; absent: only what subgraphs stream themselves is served. */
  readonly events?: EventSource | undefined;
  readonly liveLimits?: Partial<LiveLimits> | undefined;
  readonly log: Log;
}

export interface RunningLiveGraph extends LiveGraph {
  readonly counts: () => { readonly subscriptions: number; readonly groups: number };
  /** Ends all subscriptions and listens no more. */
  readonly close: () => Promise<void>;
}

/** The subscriptions of the graph: groups of those who see the same, read anew after each event. */
export const createLiveGraph = (options: LiveGraphOptions): RunningLiveGraph => {
  const { engines, documents, automatic, admissionFor, events, log } = options;
  const liveLimits = { ...DEFAULT_LIVE_LIMITS, ...options.liveLimits };
  const index = new EventIndex();
  const groups = new Groups({
    index,
    queue: new ReadQueue(liveLimits.reads),
    gates: new ReadQueue(Math.ceil(liveLimits.reads / GATES_PER_READ)),
    log,
  });
  const clients = clientCounts(liveLimits);
  const operationOf = subscribedOperations(options);
  const viewing: ViewerOptions = { engines, operationOf, timeoutMs: liveLimits.readMs };
  const tails = events && eventTails({ source: events, ...heardBy(index, groups), log });
  let hasClosed = false;
  const followTopics = ({ topics }: Engine) => topics.forEach((topic) => tails?.follow(topic));
  followTopics(engines.current());

  const stopSwaps = engines.onSwap((engine) => {
    followTopics(engine);
    for (const group of groups.all()) group.swapped();
  });
  const rechecks = setInterval(() => {
    for (const group of groups.all()) if (group instanceof ManyGroup) group.recheck();
  }, liveLimits.recheckMs);
  rechecks.unref();

  const isClosing = () => hasClosed;
  const { listenMs } = liveLimits;
  const enroll = enrollment({
    engines,
    documents,
    automatic,
    admissionFor,
    viewing,
    clients,
    groups,
    tails,
    listenMs,
    isClosing,
  });
  const onFault = (error: unknown) => log.error({ err: error }, 'a subscriber failed');

  return {
    subscribe: (request, subscriber) => {
      const member = new Member(subscriber, { cursor: request.cursor, onFault });
      enroll(request, member).catch((error: unknown) => member.end(errorsOf(error, { log, request })));
      return member;
    },
    counts: () => ({ subscriptions: clients.total(), groups: groups.count }),
    close: async () => {
      hasClosed = true;
      stopSwaps();
      clearInterval(rechecks);
      for (const group of groups.all()) group.endAll();
      await tails?.close();
    },
  };
};

const heardBy = (
  index: EventIndex,
  groups: Groups,
): Pick<Parameters<typeof eventTails>[0], 'isWanted' | 'onEvent' | 'onGap'> => ({
  isWanted: (topic) => index.has(topic),
  onEvent: (topic, keys) => index.tell(topic, keys),
  onGap: (topic) => {
    for (const group of groups.all()) if (group instanceof EventGroup && group.topics.includes(topic)) group.reread();
  },
});

/** Reads that events cause, to one that asks who may still follow. */
const GATES_PER_READ = 4;

function errorsOf(error: unknown, { log, request }: { log: Log; request: SubscribeRequest }) {
  if (error instanceof LiveRefusal) return error.errors;
  if (error instanceof Refusal) return errorsOfRefusal(error);
  const { requestId } = request;
  log.error({ err: error, requestId }, 'a subscription could not begin');
  return [internalError(requestId)];
}
