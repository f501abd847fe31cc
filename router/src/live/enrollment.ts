import type { CurrentEngine } from '../engine/current-engine.ts';
import type { EngineRequest } from '../engine/engine.ts';
import type { RequestFacts } from '../limits/admission.ts';
import type { AutomaticQueries } from '../persisted/automatic-queries.ts';
import type { DocumentSource } from '../persisted/document-source.ts';
import { clientOf } from './client-of.ts';
import type { ClientCounts } from './client-counts.ts';
import type { EventTails } from './events/event-tails.ts';
import type { Groups } from './groups/groups.ts';
import type { Member } from './groups/member.ts';
import { Viewer, type ViewerOptions } from './groups/viewer.ts';
import { coded, LiveRefusal, notHeard, notListening, tooMany } from './live-errors.ts';
import type { SubscribeRequest } from './live-graph.ts';

export interface EnrollmentOptions {
  readonly engines: CurrentEngine;
  readonly documents: DocumentSource;
  /** Where clients' documents are remembered; absent: clients register none. */
  readonly automatic?: Pick<AutomaticQueries, 'register'> | undefined;
  readonly admissionFor?: ((facts: RequestFacts) => EngineRequest['admit']) | undefined;
  readonly viewing: ViewerOptions;
  readonly clients: ClientCounts;
  readonly groups: Groups;
  /** Absent: no events are heard. */
  readonly tails: EventTails | undefined;
  /** How long is waited for the events' source, milliseconds. */
  readonly listenMs: number;
  /** Whether nobody is taken any more. */
  readonly isClosing: () => boolean;
}

/** Brings a client into the group of those who see the same. @throws LiveRefusal or Refusal: why not */
export const enrollment = (options: EnrollmentOptions) => {
  const { engines, admissionFor, viewing, clients, groups, tails, listenMs, isClosing } = options;

  return async (request: SubscribeRequest, member: Member): Promise<void> => {
    const viewer = viewerOf(options, request);
    const { events } = viewer.live();
    const operation = viewing.operationOf(engines.current(), viewer.view);

    const slot = clients.take(clientOf(request.who.identity, request.clientAddress));
    if (typeof slot === 'string') throw new LiveRefusal(tooMany(slot));
    member.holds(slot);
    const admitted = await admissionFor?.(factsOf(request))?.(operation, viewer.coerced);
    if (admitted?.refusal) throw new LiveRefusal([admitted.refusal.error]);
    for (const topic of events?.field.topics ?? []) await heard(tails, topic, listenMs);
    if (member.isClosed) return;
    if (isClosing()) throw new LiveRefusal(notListening());
    // Another graph may be served by now.
    const live = viewer.live();
    groups.groupOf({ viewer, live, subgraphs: engines.current().subgraphs }).join(member);
  };
};

/** Whoever asks, with the document that the request stands for; one that holds is remembered where the client wants that. */
function viewerOf({ documents, automatic, viewing }: EnrollmentOptions, { parameters, who }: SubscribeRequest): Viewer {
  const { operationName, variables, hash } = parameters;
  const found = documents(parameters);
  if (!found)
    throw new LiveRefusal([coded('PERSISTED_QUERY_NOT_FOUND', 'No document was registered under this hash.')]);
  const viewer = new Viewer({ query: found.query, operationName, variables, who }, viewing);
  viewer.live();
  if (found.registers && hash !== undefined) automatic?.register(hash, found.query);
  return viewer;
}

/** Waits until events of a topic arrive: a state that was read before would not be followed. @throws LiveRefusal */
async function heard(tails: EventTails | undefined, topic: Parameters<EventTails['follow']>[0], waitMs: number) {
  if (!tails) throw new LiveRefusal(notHeard());
  const listening = tails.listening(topic, waitMs);
  if (listening && !(await listening)) throw new LiveRefusal(notListening());
}

const factsOf = ({ who: { identity }, clientAddress }: SubscribeRequest): RequestFacts => ({
  identity,
  clientAddress,
  wantsCost: false,
});
