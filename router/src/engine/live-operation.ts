import { getArgumentValues } from 'graphql/execution/values.js';
import { print } from 'graphql';
import { maskOf } from '../authorize/mask.ts';
import { errorsFor } from '../authorize/prune.ts';
import { subscribedField, type SubscribedField } from '../document/subscribed-field.ts';
import { answeringDocument, gateDocument, type AnsweringDocument } from '../live/events/answering-document.ts';
import { cursorOf, type Cursor } from '../live/events/cursor.ts';
import type { EventField } from '../live/events/event-field.ts';
import type { FedByEvents, LiveOperation, Operation } from './engine.ts';
import { knownOperation, type KnownOperation } from './known-operation.ts';
import { followedStream } from './live-stream.ts';
import type { Workshop } from './workshop.ts';

/** Makes subscriptions ready, each once. Documents are valid. */
export const liveOperations = (workshop: Workshop): ((operation: Operation) => LiveOperation) => {
  const known = new WeakMap<Operation, LiveOperation>();
  return (operation) => {
    let live = known.get(operation);
    if (!live) known.set(operation, (live = liveOperation(workshop, operation as KnownOperation)));
    return live;
  };
};

function liveOperation(workshop: Workshop, operation: KnownOperation): LiveOperation {
  const { document, definition, coerce } = operation;
  const field = subscribedField(document, definition);
  if (!field) throw new Error('A subscription has one root field');
  const eventField = workshop.eventFields.get(field.name);
  const events = eventField && fedByEvents(workshop, { operation, field, eventField });
  const stream = events ? undefined : followedStream(workshop, operation);
  return {
    responseName: field.responseName,
    coerce,
    refusalFor: refusals(workshop, operation),
    events: events?.fed,
    stream,
    warm: async (identity) => {
      if (events) await events.operation.executableFor(identity, NO_VARIABLES);
      else await stream?.warm(identity);
    },
  };
}

const NO_VARIABLES = {};

interface Fed {
  readonly operation: KnownOperation;
  readonly field: SubscribedField;
  readonly eventField: EventField;
}

function fedByEvents(workshop: Workshop, { operation, field, eventField }: Fed) {
  const { document, definition } = operation;
  const { guard, gate, version } = eventField;
  const rootKey = workshop.requiredFields.dataKey({
    parentType: workshop.apiSchema.getQueryType()?.name ?? '',
    name: guard.name,
    responseName: field.responseName,
  });
  const cursor = version && cursorOf({ steps: version, rootKey, text: operation.query });
  const answering = answeringDocument({ document, operation: definition, field, asked: guard });
  const answer = asked(workshop, answering, cursor);
  const schemaField = workshop.apiSchema.getSubscriptionType()?.getFields()[field.name];
  const [node] = field.nodes;
  const fed: FedByEvents = {
    field: eventField,
    argumentsOf: (variables) => (schemaField && node ? getArgumentValues(schemaField, node, { ...variables }) : {}),
    answer,
    gate: gate && asked(workshop, gateDocument({ document, operation: definition, field, asked: gate })),
    keyVariable: answering.keyVariable,
    isOwnPath: (path) => cursor?.isPath(path) ?? false,
  };
  return { fed, operation: answer };
}

const asked = (workshop: Workshop, { document, definition }: AnsweringDocument, cursor?: Cursor): KnownOperation =>
  knownOperation(workshop, { document, definition, query: print(document), cursor });

/** Which rights the root field is refused for: found out once for all who lack the same. */
function refusals({ authorization }: Workshop, { document, definition }: KnownOperation): LiveOperation['refusalFor'] {
  const requirements = authorization.requirementsOf(document, definition);
  if (requirements.length === 0) return () => undefined;
  const byMask = new Map<string, ReturnType<typeof authorization.prune> | undefined>();
  return (identity, variables) => {
    const mask = maskOf(requirements, identity);
    if (!byMask.has(mask)) {
      const pruned = authorization.prune(document, definition, (requirement) => requirement.isMet(identity));
      byMask.set(mask, pruned.document ? undefined : pruned);
    }
    const pruned = byMask.get(mask);
    return pruned && errorsFor(pruned, variables, identity)[0];
  };
}
