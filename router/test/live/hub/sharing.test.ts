import { afterEach, describe, expect, test } from '@jest/globals';
import { aLiveGraph, type ALiveGraph } from '../a-live-graph.ts';
import { user, type Asks, versionOf } from '../a-subscriber.ts';

const SEEN = 'subscription ($id: ID!) { orderUpdated(id: $id) { id seenBy } }';
const ord1 = { variables: { id: 'ord_1' } };

let graph: ALiveGraph;
afterEach(() => graph.close());

const headers =
  (by: Readonly<Record<string, string>>): Asks['headersFor'] =>
  (subgraph) =>
    subgraph in by ? { 'x-own': by[subgraph] as string } : {};

describe('an answer is shared', () => {
  test.each<[string, string, Asks]>([
    ['another session', SEEN, { ...ord1, caller: { user: { ...user('usr_1').user!, sessionId: 'ses_2' } } }],
    ['other roles', SEEN, { ...ord1, caller: { user: { ...user('usr_1').user!, roles: ['SUPPORT'] } } }],
    ['other scopes', SEEN, { ...ord1, caller: { user: { ...user('usr_1').user!, scopes: ['x'] } } }],
    ["a guest's token", SEEN, { ...ord1, caller: { ...user('usr_1'), guest: 'g' } }],
    ["an order's link", SEEN, { ...ord1, caller: { orderAccess: 'link_1' } }],
    ['other variables', SEEN, { variables: { id: 'ord_2' } }],
    ['another document', `${SEEN} `, ord1],
    ['a header more', SEEN, { ...ord1, headersFor: headers({ orders: 'a' }) }],
    ['a header for a domain that is not asked', SEEN, { ...ord1, headersFor: headers({ shops: 'a' }) }],
  ])('not with %s', async (_, query, asks) => {
    graph = aLiveGraph();
    const ann = graph.subscribe(SEEN, ord1);
    const other = graph.subscribe(query, asks);
    await graph.settled();
    expect(graph.live.counts()).toEqual({ subscriptions: 2, groups: 2 });
    expect(graph.asked()).toBe(2);
    const [mine, theirs] = [ann, other].map((one) => one.answers[0]);
    expect(mine).toBeDefined();
    expect(theirs).toBeDefined();
    expect(mine).not.toBe(theirs);
  });

  test('with each viewer read as himself', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(SEEN, ord1);
    const guest = graph.subscribe(SEEN, { ...ord1, caller: { orderAccess: 'link_1' } });
    const stranger = graph.subscribe(SEEN, { ...ord1, caller: user('usr_2') });
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    for (const { text } of ann.answers) expect(text).toContain('usr_1');
    for (const { text } of guest.answers) expect(text).not.toContain('usr_1');
    expect(guest.answers).toHaveLength(2);
    expect(stranger.answers).toEqual([]);
  });

  test('by the same headers, whoever made them', async () => {
    graph = aLiveGraph();
    graph.subscribe(SEEN, { ...ord1, headersFor: headers({ orders: 'a' }) });
    graph.subscribe(SEEN, { ...ord1, headersFor: headers({ orders: 'a' }) });
    await graph.settled();
    expect(graph.live.counts().groups).toBe(1);
  });
});

describe('when the graph gets another domain', () => {
  const more = { more: () => 'type Query { more: String }' };

  test('those whose headers may differ for it are not shown what the others see', async () => {
    graph = aLiveGraph();
    const both = ['a', 'b'].map((own) => graph.subscribe(SEEN, { ...ord1, headersFor: headers({ more: own }) }));
    await graph.settled();
    expect(graph.live.counts().groups).toBe(1);
    await graph.swap(more);
    await graph.settled();
    expect(both.map((one) => one.endedWith())).toEqual([['OPERATION_NO_LONGER_VALID'], ['OPERATION_NO_LONGER_VALID']]);
    const anew = ['a', 'b'].map((own) => graph.subscribe(SEEN, { ...ord1, headersFor: headers({ more: own }) }));
    await graph.settled();
    expect(graph.live.counts().groups).toBe(2);
    expect(anew.map(({ answers }) => answers.length)).toEqual([1, 1]);
  });

  test('those who send none, and whoever is alone, go on', async () => {
    graph = aLiveGraph();
    const none: Asks['headersFor'] = () => ({});
    const [ann, ben] = [
      graph.subscribe(SEEN, { ...ord1, headersFor: none }),
      graph.subscribe(SEEN, { ...ord1, headersFor: none }),
    ];
    const cem = graph.subscribe(`${SEEN} `, { ...ord1, headersFor: headers({ more: 'a' }) });
    await graph.settled();
    await graph.swap(more);
    await graph.move('ord_1', 'SHIPPED');
    await graph.move('ord_1', 'DELIVERED');
    expect([ann, ben, cem].map(({ ends }) => ends)).toEqual([[], [], []]);
    expect([ann, ben, cem].map(({ answers }) => versionOf(answers.at(-1)?.cursor))).toEqual(['3', '3', '3']);
  });

  test('who comes later joins nobody whose headers were compared for other domains', async () => {
    graph = aLiveGraph({ edits: more });
    const cem = graph.subscribe(SEEN, { ...ord1, headersFor: headers({ others: 'secret' }) });
    await graph.settled();
    await graph.swap({ others: () => 'type Query { others: String }' });
    const dee = graph.subscribe(SEEN, { ...ord1, headersFor: headers({}) });
    await graph.settled();
    expect(graph.live.counts()).toEqual({ subscriptions: 2, groups: 2 });
    expect([cem.ends, dee.ends]).toEqual([[], []]);
  });
});
