import { TOPICS, eventEnvelope } from '@stoa/contracts';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import { linksOf } from '../../supergraph/links.ts';
import { typesOf } from '../../supergraph/field-sets.ts';
import type { AskedField, EventField, EventKey, Wanted } from './event-field.ts';

const SPECIFICATION = 'https://specs.stoa.dev/events/';

/**
 * The event fields of a supergraph, by name. The directive is known by the specification that the supergraph links, whatever it
 * is called there. @throws when one of them does not hold together, with everything that is wrong
 */
export const eventFieldsOf = (supergraph: DocumentNode, apiSchema: GraphQLSchema): ReadonlyMap<string, EventField> => {
  const directive = directiveName(supergraph);
  const subscription = apiSchema.getSubscriptionType();
  const fields = new Map<string, EventField>();
  if (directive === undefined || !subscription) return fields;
  const faults: string[] = [];
  for (const type of typesOf(supergraph)) {
    if (type.name.value !== subscription.name) continue;
    for (const { name, directives = [] } of type.fields ?? []) {
      const applied = directives.find((one) => one.name.value === directive);
      const field = subscription.getFields()[name.value];
      if (!applied || !field) continue;
      try {
        fields.set(name.value, eventField(apiSchema, field, applied));
      } catch (error) {
        faults.push(`Subscription.${name.value}: ${(error as Error).message}`);
      }
    }
  }
  if (faults.length > 0) throw new Error(`@${directive} does not hold together: ${faults.join('; ')}`);
  return fields;
};

function directiveName(supergraph: DocumentNode): string | undefined {
  const link = linksOf(supergraph).find(({ url }) => url.startsWith(SPECIFICATION));
  return link && (link.imports.get('@kafkaSubscribe') ?? `${link.as ?? 'events'}__kafkaSubscribe`);
}

const KEYS = Object.keys(eventEnvelope.shape.keys.shape) as [EventKey, ...EventKey[]];

const topicName = z.enum(TOPICS, { error: 'topic is none' });

const appliedSchema = z.object({
  topic: topicName,
  // GraphQL takes one value for a list of one.
  also: z.union([z.array(topicName), topicName.transform((one) => [one])]).nullish(),
  field: z.enum(KEYS, { error: `field is none of ${KEYS.join(', ')}` }),
  equals: z.string(),
  key: z.enum(KEYS, { error: `key is none of ${KEYS.join(', ')}` }),
  guard: z.string(),
  gate: z.string().nullish(),
  version: z.string().nullish(),
});

type Field = GraphQLField<unknown, unknown>;

function eventField(schema: GraphQLSchema, field: Field, applied: ConstDirectiveNode): EventField {
  const read = appliedSchema.safeParse(
    Object.fromEntries((applied.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)])),
  );
  if (!read.success) throw new Error(read.error.issues.map(({ message }) => message).join(', '));
  const { topic, also, field: by, equals, key, guard, gate, version } = read.data;
  const guardField = queryField(schema, guard);
  if (String(guardField.type) !== String(field.type))
    throw new Error(`is ${String(field.type)}, but its guard ${guard} is ${String(guardField.type)}`);
  if (String(field.type).endsWith('!')) throw new Error('may not be non-null: what is not seen any more is null');
  const followsOne = by === key;
  return {
    name: field.name,
    topics: [...new Set([topic, ...(also ?? [])])],
    field: by,
    equals: wantedBy(equals, field),
    key,
    followsOne,
    guard: askedField(guardField, field),
    gate: typeof gate === 'string' ? askedField(gateField(schema, gate), field) : undefined,
    version: followsOne && typeof version === 'string' ? versionPath(version, getNamedType(field.type)) : undefined,
  };
}

const TEMPLATE = /^\{\{\s*(?:args\.(\w+)|(viewer\.id))\s*\}\}$/;

function wantedBy(template: string, field: Field): Wanted {
  const [, argument, viewer] = TEMPLATE.exec(template) ?? [];
  if (viewer !== undefined) return 'viewer';
  if (argument === undefined) throw new Error(`equals is {{args.…}} or {{viewer.id}}, not ${template}`);
  if (!field.args.some(({ name }) => name === argument)) throw new Error(`has no argument ${argument}`);
  return { argument };
}

function queryField(schema: GraphQLSchema, name: string): Field {
  const field = schema.getQueryType()?.getFields()[name];
  if (!field) throw new Error(`Query has no ${name}`);
  return field;
}

function gateField(schema: GraphQLSchema, name: string): Field {
  const field = queryField(schema, name);
  if (!isCompositeType(getNullableType(field.type))) throw new Error(`its gate ${name} is no object`);
  if (isNonNullType(field.type)) throw new Error(`its gate ${name} may not be non-null: null is who may not`);
  return field;
}

/** Which argument gets what: one of the same name and type the client's value, one other that is required the event's key. */
function askedField(asked: Field, field: Field): AskedField {
  const isPassed = ({ name, type }: Field['args'][number]) =>
    field.args.some((own) => own.name === name && String(own.type) === String(type));
  const [key, ...others] = asked.args.filter((argument) => isRequiredArgument(argument) && !isPassed(argument));
  if (others.length > 0) throw new Error(`cannot give ${asked.name} its ${others.map(({ name }) => name).join(', ')}`);
  return {
    name: asked.name,
    passed: asked.args.filter(isPassed).map(({ name }) => name),
    key: key && { argument: key.name, type: String(key.type) },
  };
}

function versionPath(path: string, from: GraphQLNamedType): readonly string[] {
  const steps = path.split('.');
  let type = from;
  for (const step of steps) {
    const below: Field | undefined = isObjectType(type) || isInterfaceType(type) ? type.getFields()[step] : undefined;
    if (!below || below.args.some(isRequiredArgument)) throw new Error(`has no ${path}`);
    type = getNamedType(below.type);
  }
  if (type.name !== 'Int') throw new Error(`${path} is no Int`);
  return steps;
}
