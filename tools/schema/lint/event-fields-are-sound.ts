import { eventKeys, TOPICS } from '@stoa/contracts';
import { Kind, print, type FieldDefinitionNode } from 'graphql';
import type { SchemaFile } from '../subgraph-sources.ts';
import {
  eventFieldOf,
  fieldsOfFiles,
  isRequired,
  KAFKA_SUBSCRIBE,
  missingArguments,
  type EventField,
  type GraphFields,
} from './event-field.ts';
import { namedType, type Finding } from './subject.ts';

/**
 * What the router is told about events has to hold in the whole graph: a wrong word would be found by a subscriber who waits
 * for ever.
 */
export const eventFieldsAreSound = (files: readonly SchemaFile[], graph: GraphFields): Finding[] =>
  fieldsOfFiles(files).flatMap(({ type, node }) => faultsOf(type, node, graph).map((message) => ({ node, message })));

function faultsOf(type: string, node: FieldDefinitionNode, graph: GraphFields): string[] {
  const name = `${type}.${node.name.value}`;
  const hasDirective = node.directives?.some((directive) => directive.name.value === KAFKA_SUBSCRIBE) ?? false;
  if (type !== 'Subscription')
    return hasDirective ? [`${name}: only a field of Subscription has @${KAFKA_SUBSCRIBE}`] : [];
  const event = eventFieldOf(node);
  if (!event) return [`${name}: our subgraphs serve no subscriptions: it has @${KAFKA_SUBSCRIBE} with all it needs`];
  return CHECKS.flatMap((check) => check(event, graph)).map((fault) => `${name}: ${fault}`);
}

type Check = (event: EventField, graph: GraphFields) => string[];

const KEYS: readonly string[] = Object.keys(eventKeys.shape);
const isOneThing = ({ field, key }: EventField): boolean => field === key;
const when = (isWrong: boolean, message: string): string[] => (isWrong ? [message] : []);

const namesTopics: Check = ({ topics }) =>
  topics
    .filter((topic) => !(TOPICS as readonly string[]).includes(topic))
    .map((topic) => `there is no topic "${topic}": ${TOPICS.join(', ')}`);

const namesKeys: Check = (event) =>
  (['field', 'key'] as const).flatMap((argument) =>
    when(!KEYS.includes(event[argument]), `${argument}: an event's keys are ${KEYS.join(', ')}`),
  );

const TEMPLATE = /^\{\{(?:(viewer\.id)|args\.(\w+))\}\}$/;

const comparesWithWhatIsKnown: Check = ({ node, equals }) => {
  const [matched, viewer, argument] = TEMPLATE.exec(equals) ?? [];
  if (matched === undefined) return ['equals: write "{{args.<name>}}" or "{{viewer.id}}"'];
  if (viewer) return when(!isAuthenticated(node), 'equals: a viewer has an id only where @authenticated stands');
  const found = node.arguments?.find(({ name }) => name.value === argument);
  return when(!found || !isName(print(found.type)), `equals: it has no argument ${argument}: ID! or String!`);
};

const answersOneOrNone: Check = ({ node: { type } }) =>
  when(type.kind !== Kind.NAMED_TYPE, 'it answers one thing that can be null: who may not see it gets null');

const isGuarded: Check = (event, graph) => {
  const guard = graph.get('Query')?.get(event.guard);
  if (!guard) return [`guard: Query has no field ${event.guard}`];
  const missing = missingArguments(guard, event.node);
  const listed = missing.map(({ name }) => name.value).join(', ');
  const namesIt = missing.length > 0 || (isOneThing(event) && takesFollowed(event, guard));
  return [
    ...when(print(guard.type) !== print(event.node.type), `guard: ${event.guard} answers ${print(guard.type)}`),
    ...when(missing.length > 1, `guard: ${event.guard} needs ${listed}, and an event has one key`),
    ...when(
      missing.some(({ type }) => !isName(print(type))),
      `guard: ${event.guard} needs ${listed}, and a key is an ID! or a String!`,
    ),
    ...when(!namesIt, `guard: ${event.guard} is not told what changed`),
  ];
};

/** Whether a field of Query gets the very argument by which the events are picked. */
const takesFollowed = ({ node, equals }: EventField, asked: FieldDefinitionNode): boolean =>
  (asked.arguments ?? []).some(
    ({ name, type }) =>
      equals === `{{args.${name.value}}}` &&
      node.arguments?.some((given) => given.name.value === name.value && print(given.type) === print(type)),
  );

const isGated: Check = (event, graph) => {
  if (event.gate === undefined)
    return when(
      !isOneThing(event) && event.equals !== '{{viewer.id}}',
      'gate: it follows many things of something that is not the viewer, so it needs one',
    );
  const gate = graph.get('Query')?.get(event.gate);
  if (!gate) return [`gate: Query has no field ${event.gate}`];
  const missing = missingArguments(gate, event.node);
  return [
    ...when(missing.length > 0, `gate: ${event.gate} needs ${missing.map(({ name }) => name.value).join(', ')}`),
    ...when(
      event.equals !== '{{viewer.id}}' && !takesFollowed(event, gate),
      `gate: ${event.gate} is not told what is followed`,
    ),
    ...when(gate.type.kind !== Kind.NAMED_TYPE, `gate: ${event.gate} is never null, so it never refuses`),
  ];
};

const hasAVersion: Check = ({ node, version }, graph) => {
  if (version === undefined) return [];
  let type = namedType(node.type);
  for (const [index, name] of version.split('.').entries()) {
    const field = graph.get(type)?.get(name);
    if (!field) return [`version: ${type} has no field ${name}`];
    if (isListed(field) || field.arguments?.some(isRequired))
      return [`version: ${type}.${name} is a list or needs arguments`];
    type = namedType(field.type);
    if (index < version.split('.').length - 1 && !graph.has(type)) return [`version: ${name} has no fields`];
  }
  return when(type !== 'Int', `version: ${version} is no Int`);
};

const isListed = ({ type }: FieldDefinitionNode): boolean => print(type).startsWith('[');
const isName = (type: string): boolean => type === 'ID!' || type === 'String!';
const isAuthenticated = ({ directives = [] }: FieldDefinitionNode): boolean =>
  directives.some(({ name }) => name.value === 'authenticated');

const CHECKS: readonly Check[] = [
  namesTopics,
  namesKeys,
  comparesWithWhatIsKnown,
  answersOneOrNone,
  isGuarded,
  isGated,
  hasAVersion,
];
