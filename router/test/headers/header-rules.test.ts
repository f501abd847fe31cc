import { describe, expect, test } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { CALLER_HEADER } from '@stoa/subgraph-kit';
import { compileHeaderRules } from '../../src/headers/compile-header-rules.ts';
import { headerRules } from '../../src/headers/header-rules.ts';
import { namePattern } from '../../src/headers/name-pattern.ts';

const sent = (rules: object, incoming: IncomingHttpHeaders, subgraph = 'products') => ({
  ...compileHeaderRules(headerRules.parse(rules))(incoming)(subgraph),
});
const faults = (rules: unknown) =>
  headerRules.safeParse(rules).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a rule', () => {
  test('propagates a header by its name, renamed and with a default', () => {
    const rules = { all: [{ propagate: { name: 'X-Tenant', rename: 'X-Org', default: 'none' } }] };
    expect(sent(rules, { 'x-tenant': 'a' })).toEqual({ 'x-org': 'a' });
    expect(sent(rules, {})).toEqual({ 'x-org': 'none' });
    expect(sent({ all: [{ propagate: { name: 'x-tenant' } }] }, {})).toEqual({});
  });

  test('propagates by a pattern that fits the whole name', () => {
    const rules = { all: [{ propagate: { matching: 'X-App-.+' } }] };
    expect(sent(rules, { 'x-app-a': '1', 'not-x-app-a': '2', 'x-app-': '3', 'set-cookie': ['a', 'b'] })).toEqual({
      'x-app-a': '1',
    });
    expect(sent({ all: [{ propagate: { matching: 'set-.*' } }] }, { 'set-cookie': ['a', 'b'] })).toEqual({
      'set-cookie': 'a, b',
    });
  });

  test('inserts, removes and wins over those before it', () => {
    const all = [
      { propagate: { matching: 'x-.*' } },
      { insert: { name: 'X-Source', value: 'router' } },
      { remove: { name: 'X-A' } },
      { remove: { matching: 'x-b.*' } },
    ];
    expect(sent({ all }, { 'x-source': 'me', 'x-a': '1', 'x-b1': '2', 'x-c': '3' })).toEqual({
      'x-source': 'router',
      'x-c': '3',
    });
  });

  test('of one subgraph comes after those of all and reaches no other', () => {
    const rules = {
      all: [{ insert: { name: 'x', value: 'all' } }],
      subgraphs: { products: [{ insert: { name: 'x', value: 'own' } }], constructor: [{ remove: { name: 'x' } }] },
    };
    expect(sent(rules, {}, 'products')).toEqual({ x: 'own' });
    expect(sent(rules, {}, 'orders')).toEqual({ x: 'all' });
    expect(sent(rules, {}, 'constructor')).toEqual({});
    expect(sent({ all: [] }, {}, 'constructor')).toEqual({});
  });
});

describe('what belongs to the connection or the router', () => {
  const own = [
    'host',
    'connection',
    'content-length',
    'content-type',
    'transfer-encoding',
    'te',
    'trailer',
    'upgrade',
    'keep-alive',
    'proxy-authorization',
    'proxy-anything',
    'accept-encoding',
    'x-request-id',
    CALLER_HEADER,
  ];

  test('is propagated by no pattern', () => {
    const incoming = Object.fromEntries(own.map((name) => [name, 'v']));
    expect(sent({ all: [{ propagate: { matching: '.*' } }] }, { ...incoming, ok: '1' })).toEqual({ ok: '1' });
  });

  test('is refused by name, and sent by no rule that was not read by the schema', () => {
    for (const name of own) {
      expect(faults({ all: [{ propagate: { name } }] })).toEqual([
        `all.0.propagate.name: ${name} is the connection's or the router's own: no rule may send it`,
      ]);
      expect(faults({ all: [{ insert: { name: name.toUpperCase(), value: 'v' } }] })).toHaveLength(1);
      const all = [
        { propagate: { name } },
        { propagate: { name: 'ok', rename: name, default: 'd' } },
        { insert: { name, value: 'v' } },
      ];
      expect({ ...compileHeaderRules({ all, subgraphs: {} })({ [name]: 'v', ok: 'v' })('a') }).toEqual({});
    }
  });

  test('is what Connection names, too', () => {
    const incoming = { connection: 'close, X-Hop', 'x-hop': '1', 'x-end': '2' };
    expect(sent({ all: [{ propagate: { matching: 'x-.*' } }] }, incoming)).toEqual({ 'x-end': '2' });
    expect(sent({ all: [{ propagate: { name: 'x-hop' } }] }, incoming)).toEqual({});
  });
});

describe('a fault of the configuration', () => {
  test('is said in words, where it is', () => {
    expect(faults({ all: [{ propagate: { name: 'a b' } }] })).toEqual([
      'all.0.propagate.name: not the name of a header',
    ]);
    expect(faults({ all: [{ insert: { name: 'x', value: 'a\r\nb: c' } }] })).toEqual([
      'all.0.insert.value: not the value of a header',
    ]);
    expect(faults({ all: [{ drop: {} }] })).toEqual([
      'all.0: a rule is one of propagate, insert and remove, with what it needs',
    ]);
    expect(faults({ subgraphs: [] })).toEqual(['subgraphs: not rules by subgraph']);
    expect(faults({ every: [] })).toHaveLength(1);
  });

  test('is a pattern that could take long, or is none', () => {
    const fault = (matching: string) =>
      faults({ all: [{ propagate: { matching } }] })?.[0]?.replace(/.*the pattern /, '');
    expect(fault('(a+)+')).toBe('repeats a group');
    expect(fault('(a|a)*')).toBe('repeats a group');
    expect(fault('.*.*.*x')).toBe('repeats more than 2 times');
    expect(fault('(?=a)b')).toBe('has a group that looks around or is named');
    expect(fault('(a)\\1')).toBe('has a back reference');
    expect(fault('[')).toBe('is no regular expression');
    expect(fault('a'.repeat(201))).toBe('is longer than 200 characters');
    expect(fault('x-(?:a|b)-[a-z*+(]+\\+')).toBeUndefined();
  });
});

test('a name of many characters fits nothing', () => {
  const isMatching = namePattern('.*a.*');
  expect(isMatching('a'.repeat(256))).toBe(true);
  expect(isMatching('a'.repeat(257))).toBe(false);
});

test('without anything to send everybody shares one empty object', () => {
  const none = compileHeaderRules(headerRules.parse({}));
  const some = compileHeaderRules(headerRules.parse({ all: [{ propagate: { name: 'x' } }] }));
  expect(none({ x: '1' })('a')).toBe(some({})('b'));
  expect(Object.isFrozen(some({})('b'))).toBe(true);
});

test('names of prototypes are names like any other', () => {
  const incoming = JSON.parse('{ "__proto__": "p", "constructor": "c" }') as IncomingHttpHeaders;
  const headers = compileHeaderRules(
    headerRules.parse({ all: [{ propagate: { matching: '.*' } }, { propagate: { name: 'tostring' } }] }),
  )(incoming)('a');
  expect(Object.entries(headers)).toEqual([
    ['__proto__', 'p'],
    ['constructor', 'c'],
  ]);
  expect(sent({ all: [{ propagate: { name: 'constructor' } }] }, {})).toEqual({});
});
