import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { idKind } from '@stoa/kernel';
import { z } from 'zod';
import { ALL_EVENTS } from '../src/all-events.ts';
import * as contracts from '../src/contracts.ts';
import { defineEvent, type EventContract } from '../src/define-event.ts';
import { eventEnvelope, eventKeys } from '../src/envelope.ts';
import { TOPICS } from '../src/topics.ts';
import { aPayload, shapeOf, type Shape } from './a-payload.ts';

// A topic is a bounded context: these are its aggregates, by the prefix of their ids.
const AGGREGATES: Readonly<Record<(typeof TOPICS)[number], readonly string[]>> = {
  users: ['usr', 'ses'],
  products: ['prod', 'cat'],
  inventory: ['loc', 'inv', 'rsv'],
  carts: ['cart'],
  orders: ['ord'],
  payments: ['pay'],
  shops: ['shop'],
  notifications: ['ntf'],
};

const named = ALL_EVENTS.map((event) => ({ type: event.type, event }));

describe.each(named)('$type', ({ event }) => {
  test.each(['all', 'least'] as const)(
    'comes out of its envelope as it went in, with %s of what it may carry',
    (much) => {
      const said = event.of(aPayload(event, much));
      const envelope = {
        eventId: '0197c3b2-7c5e-7c6e-8a53-0a4b5c6d7e8f',
        type: said.type,
        version: said.version,
        topic: said.topic,
        aggregateId: said.aggregateId,
        seq: 1,
        occurredAt: '2026-01-15T10:00:00.000Z',
        keys: said.keys,
        correlationId: 'request-1',
        payload: said.payload,
      };
      const heard = eventEnvelope.parse(JSON.parse(JSON.stringify(envelope)));
      expect(heard).toEqual(envelope);
      expect(event.schema.parse(heard.payload)).toEqual(aPayload(event, much));
    },
  );

  test('is about an aggregate of its own context, named in its payload', () => {
    const { aggregateId, payload } = event.of(aPayload(event));
    expect(AGGREGATES[event.topic]).toContain(idKind(aggregateId));
    expect(Object.entries(payload as object)).toContainEqual([expect.stringMatching(/Id$/), aggregateId]);
  });

  test('is found by ids alone', () => {
    const { keys } = event.of(aPayload(event));
    expect(() => eventKeys.strict().parse(keys)).not.toThrow();
    for (const key of Object.values(keys).flat()) expect(idKind(key ?? '')).toMatch(/^(usr|ord|shop|var)$/);
  });

  test('carries nothing personal', () => {
    expect(personalFields(event.type, shapeOf(event))).toEqual([]);
  });

  test('is refused when it is announced without what it has to carry', () => {
    expect(() => event.of({} as never)).toThrow(z.ZodError);
  });
});

describe('every event', () => {
  test('that is exported is listed, once', () => {
    const exported = Object.values<unknown>(contracts).filter(isEvent);
    expect(ALL_EVENTS.map((event) => event.type).toSorted()).toEqual(exported.map((event) => event.type).toSorted());
    expect(new Set(ALL_EVENTS.map((event) => `${event.type}/${event.version}`)).size).toBe(ALL_EVENTS.length);
    expect(ALL_EVENTS.length).toBeGreaterThan(40);
  });

  test('is exported under its own name, from the file of its topic', async () => {
    const directory = path.join(import.meta.dirname, '../src/events');
    const files = readdirSync(directory);
    expect(files.toSorted()).toEqual(TOPICS.map((topic) => `${topic}.ts`).toSorted());
    for (const [name, value] of Object.entries<unknown>(contracts)) if (isEvent(value)) expect(value.type).toBe(name);
    for (const { topic } of ALL_EVENTS) expect(files).toContain(`${topic}.ts`);
  });
});

describe('the search for personal fields', () => {
  const planted = (payload: z.ZodType<object>) =>
    personalFields(
      'Planted',
      shapeOf(defineEvent({ type: 'Planted', version: 1, topic: 'users', aggregateId: () => 'x', payload }) as never),
    );

  test.each([
    'email',
    'buyerEmail',
    'name',
    'firstName',
    'phone',
    'phoneNumber',
    'address',
    'shippingAddress',
    'birthday',
  ])('finds %s, also inside a list', (field) => {
    expect(planted(z.object({ people: z.array(z.object({ [field]: z.string() })) }))).toEqual([
      `Planted.people.${field}`,
    ]);
  });

  test('knows that an id of an address is none', () => {
    expect(planted(z.object({ addressId: z.string() }))).toEqual([]);
  });
});

const isEvent = (value: unknown): value is EventContract =>
  typeof value === 'object' && value !== null && 'of' in value && 'topic' in value;

// The names of shops, categories and ways of delivery are shown to everybody.
const PUBLIC = [
  'CategoryCreated.name',
  'ShopRegistered.name',
  'ShopProfileChanged.name',
  'ShopTermsChanged.deliveryRates.name',
];
const PERSONAL = /(e-?mail|name|phone|address|street|birthday|iban|password|secret|token)/i;

function personalFields(place: string, shape: Shape): string[] {
  const inner = [shape.items, ...(shape.anyOf ?? [])].filter((part) => part !== undefined);
  return [
    ...Object.entries(shape.properties ?? {}).flatMap(([field, property]) => {
      const here = `${place}.${field}`;
      const isPersonal = PERSONAL.test(field) && !field.endsWith('Id') && !PUBLIC.includes(here);
      return [...(isPersonal ? [here] : []), ...personalFields(here, property)];
    }),
    ...inner.flatMap((part) => personalFields(place, part)),
  ];
}
