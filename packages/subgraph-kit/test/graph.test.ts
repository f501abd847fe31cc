import { describe, expect, test } from '@jest/globals';
import type { Caller } from '@stoa/kernel';
import { TransientError, type Door } from '@stoa/messaging';
import { graphFor, type GraphAnswer, type GraphQuestion } from '../src/graph.ts';

const caller: Caller = { user: { id: 'usr_1', sessionId: 'ses_1', roles: ['CUSTOMER'], scopes: [] } };
const door: Door = { caller, at: new Date(), correlationId: 'request-1', deadline: new Date('2026-01-15T10:00:05Z') };
const operation = { id: 'CartForOrder', document: 'query CartForOrder { open }' };

const graphOf = (answer: () => Promise<GraphAnswer>) => {
  const questions: GraphQuestion[] = [];
  const graph = graphFor('orders', (question) => {
    questions.push(question);
    return answer();
  });
  return {
    questions,
    ask: (as: 'viewer' | 'service', at = door) => graph.ask(operation, { id: '1' }, { door: at, as }),
  };
};

describe('a question to the graph', () => {
  test('for the viewer carries the viewer’s claims and the scope of the service', async () => {
    const { ask, questions } = graphOf(async () => ({ data: { open: 'yes' } }));
    expect(await ask('viewer')).toEqual({ open: 'yes' });
    expect(questions).toEqual([
      {
        subgraph: 'orders',
        operationId: 'CartForOrder',
        variables: { id: '1' },
        caller: { ...caller, service: { name: 'orders', scopes: ['internal'] } },
        requestId: 'request-1',
        deadline: door.deadline,
      },
    ]);
  });

  test('for the service carries nothing of the viewer', async () => {
    const { ask, questions } = graphOf(async () => ({ data: {} }));
    await ask('service');
    expect(questions[0]!.caller).toEqual({ service: { name: 'orders', scopes: ['internal'] } });
  });

  test('inherits when its door stops waiting, and ends by itself when nobody said', async () => {
    const { ask, questions } = graphOf(async () => ({ data: {} }));
    const { signal } = new AbortController();
    await ask('viewer', { ...door, signal });
    expect(questions[0]!.signal).toBe(signal);
    const { deadline: _, ...patient } = door;
    await ask('viewer', patient);
    const inMs = questions[1]!.deadline.getTime() - Date.now();
    expect(inMs).toBeGreaterThan(0);
    expect(inMs).toBeLessThanOrEqual(6_000);
  });

  test.each<{ what: string; answer: () => Promise<GraphAnswer> }>([
    { what: 'none', answer: () => Promise.reject(new Error('socket hang up')) },
    { what: 'empty', answer: async () => ({}) },
    { what: 'null', answer: async () => ({ data: null }) },
    { what: 'an error', answer: async () => ({ errors: [{ message: 'no' }] }) },
    {
      what: 'only a part',
      answer: async () => ({ data: { open: null }, errors: [{ message: 'no', path: ['open'] }] }),
    },
  ])('whose answer is $what fails in a way that passes: nobody decides on half the facts', async ({ answer }) => {
    const { ask } = graphOf(answer);
    await expect(ask('viewer')).rejects.toThrow(TransientError);
    await expect(ask('viewer')).rejects.toThrow('CartForOrder');
  });
});
