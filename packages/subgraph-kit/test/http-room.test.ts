import { describe, expect, test } from '@jest/globals';
import { openShelf } from './shelf/shelf.ts';

const { open } = openShelf();
const visit = (path: string, init?: RequestInit) =>
  open.http(new Request(`http://localhost${path}`, init), 'request-1');

describe('a page of a subgraph', () => {
  test('is found by its path, with what the path names', async () => {
    expect(await (await visit('/covers/7'))!.text()).toBe('cover of 7');
    expect(await (await visit('/covers/7/pages/3'))!.json()).toEqual({ id: '7', page: '3' });
  });

  test('leaves out what the path leaves out', async () => {
    expect(await (await visit('/covers/7/pages'))!.json()).toEqual({ id: '7' });
  });

  test('does not care for the query', async () => {
    expect((await visit('/covers/7?size=large'))!.status).toBe(200);
  });

  test('is answered to HEAD as to GET', async () => {
    expect((await visit('/covers/7', { method: 'HEAD' }))!.status).toBe(200);
    expect(await visit('/hooks/press', { method: 'HEAD' })).toBeUndefined();
  });

  test.each([
    ['/', 'GET'],
    ['/covers', 'GET'],
    ['/covers/7/8', 'GET'],
    ['/covers/7', 'POST'],
    ['/hooks/press', 'GET'],
    ['/covers/7', 'DELETE'],
  ])('is not to be had at %s by %s', async (path, method) => {
    expect(await visit(path, { method })).toBeUndefined();
  });
});

describe('a hook', () => {
  test('gets the body as it came and files the provider’s event id as its receipt', async () => {
    const answer = (await visit('/hooks/press', { method: 'POST', body: '{"id": "evt_1"}' }))!;
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('{"id": "evt_1"}');
    expect(JSON.parse(answer.headers.get('x-door')!)).toEqual({ scope: 'hook:press', key: 'evt_1' });
  });
});
