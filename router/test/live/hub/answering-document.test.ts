import { describe, expect, test } from '@jest/globals';
import { Kind, parse, print, stripIgnoredCharacters, type OperationDefinitionNode } from 'graphql';
import { answeringDocument, gateDocument } from '../../../src/live/events/answering-document.ts';
import { cursorOf } from '../../../src/live/events/cursor.ts';
import { subscribedField } from '../../../src/document/subscribed-field.ts';
import type { AskedField } from '../../../src/live/events/event-field.ts';

const KEYED: AskedField = { name: 'order', passed: [], key: { argument: 'id', type: 'ID!' } };
const PASSED: AskedField = { name: 'order', passed: ['id'], key: undefined };

const parts = (query: string) => {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const field = subscribedField(document, operation);
  if (!field) throw new Error('no field');
  return { document, operation, field };
};
const answer = (query: string, asked: AskedField) => {
  const { document, keyVariable } = answeringDocument({ ...parts(query), asked });
  return [stripIgnoredCharacters(print(document)), keyVariable];
};

describe('the query that answers an event', () => {
  test.each<[string, string, AskedField, string, string?]>([
    [
      'asks with the key',
      'subscription { updated { id } }',
      KEYED,
      'query($eventKey:ID!){updated:order(id:$eventKey){id}}',
    ],
    [
      "passes the client's argument",
      'subscription S($id: ID!) { updated(id: $id) { id } }',
      PASSED,
      'query S($id:ID!){updated:order(id:$id){id}}',
    ],
    ['passes a literal', 'subscription { updated(id: "a", more: 1) { id } }', PASSED, '{updated:order(id:"a"){id}}'],
    [
      'drops variables that only the subscription used',
      'subscription($id: ID!, $n: Int = 3) { updated(id: $id) { id(n: $n) } }',
      KEYED,
      'query($n:Int=3$eventKey:ID!){updated:order(id:$eventKey){id(n:$n)}}',
    ],
    [
      'answers under the alias',
      'subscription { mine: updated { a: id } }',
      KEYED,
      'query($eventKey:ID!){mine:order(id:$eventKey){a:id}}',
    ],
    [
      'takes what fragments select at the root',
      'subscription { ...A updated { x } } fragment A on Subscription { ... on Subscription { updated { id ...B } } } fragment B on Order { y(n: 1) ...C } fragment C on Order { z }',
      KEYED,
      'query($eventKey:ID!){updated:order(id:$eventKey){id ...B x}}fragment B on Order{y(n:1)...C}fragment C on Order{z}',
    ],
    [
      "has a variable of its own beside the client's",
      'subscription($eventKey: Int, $eventKey_: Int) { updated { a(n: $eventKey) b(n: $eventKey_) } }',
      KEYED,
      'query($eventKey:Int$eventKey_:Int$eventKey__:ID!){updated:order(id:$eventKey__){a(n:$eventKey)b(n:$eventKey_)}}',
      'eventKey__',
    ],
    [
      'keeps names that objects inherit',
      'subscription($__proto__: ID!) { constructor: updated(id: $__proto__) { __proto__: id } }',
      PASSED,
      'query($__proto__:ID!){constructor:order(id:$__proto__){__proto__:id}}',
    ],
  ])('%s', (_, query, asked, text, keyVariable = 'eventKey') => {
    expect(answer(query, asked)).toEqual([text, keyVariable]);
  });

  test('ends where fragments spread one another', () => {
    const query =
      'subscription { updated { ...A } } fragment A on Order { a { ...B } } fragment B on Order { b { ...A } }';
    expect(answer(query, KEYED)[0]).toContain('fragment B on Order');
  });

  test('asks the gate for nothing but whether it is there', () => {
    const gate = gateDocument({
      ...parts('subscription($id: ID!) { updated(id: $id) { id ...F } } fragment F on Order { x }'),
      asked: PASSED,
    });
    expect(stripIgnoredCharacters(print(gate.document))).toBe('query($id:ID!){updated:order(id:$id){__typename}}');
  });
});

describe('the field of a subscription', () => {
  test.each([
    ['subscription { a { x } b { x } }', undefined],
    ['subscription { x: a { x } y: a { x } }', undefined],
    ['subscription { ...F } fragment F on Subscription { ...F }', undefined],
    ['subscription { a { x } a { y } }', { name: 'a', responseName: 'a', isConditional: false }],
    ['subscription { x: a @skip(if: true) { x } }', { name: 'a', responseName: 'x', isConditional: true }],
    ['subscription { ...F @include(if: true) } fragment F on Subscription { a { x } }', { isConditional: true }],
    ['subscription { ...F } fragment F on Subscription { a @include(if: true) { x } }', { isConditional: true }],
    ['subscription { a { x @skip(if: true) } }', { isConditional: false }],
  ])('%s', (query, expected) => {
    const document = parse(query);
    const found = subscribedField(document, document.definitions[0] as OperationDefinitionNode);
    if (expected) expect(found).toMatchObject(expected);
    else expect(found).toBeUndefined();
  });
});

describe('a cursor', () => {
  const cursor = (text: string) => cursorOf({ steps: ['payment', 'version'], rootKey: 'it', text });

  test('is selected beside what the client selected, under a name that he did not use', () => {
    const text = 'query { it { stoaCursor stoaCursor_: id } }';
    const { selected, read, isPath } = cursor(text);
    expect(stripIgnoredCharacters(print(selected(parse(text))))).toBe(
      '{it{stoaCursor stoaCursor_:id stoaCursor__:payment{stoaCursor__:version}}}',
    );
    expect(read({ it: { stoaCursor__: { stoaCursor__: 7 } } })).toBe(7);
    expect(isPath(['it', 'stoaCursor__', 'stoaCursor__'])).toBe(true);
    expect(isPath(['it', 'stoaCursor', 0])).toBe(false);
  });

  test.each<[Record<string, unknown>]>([
    [{}],
    [{ it: null }],
    [{ it: [] }],
    [{ it: { stoaCursor: null } }],
    [{ it: { stoaCursor: { stoaCursor: '7' } } }],
  ])('is undefined in %j', (data) => {
    expect(cursor('').read(data)).toBeUndefined();
  });
});
