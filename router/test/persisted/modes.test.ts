import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { PersistedMode } from '../../src/persisted/document-source.ts';
import { aFront, type AFront, type AFrontOptions } from '../front/a-front.ts';
import { aLog } from '../front/a-log.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const body = 'query Hello($name: String) { hello(name: $name) }';
const listed = [{ id: 'hello-1', name: 'Hello', type: 'query', body }] as const;
const variables = { name: 'Ann' };
const OTHER = 'query Other { version }';

let front: AFront;
afterEach(() => front.close());
const start = async (mode: PersistedMode, options: AFrontOptions = {}) => {
  front = await aFront({ mode, listed, ...options });
};

describe.each([true, false])('with a fast lane: %s;', (hasFastLane) => {
  describe.each(['prefer', 'only'] as const)('mode %s', (mode) => {
    test('serves a listed operation by either form of its id', async () => {
      await start(mode, { hasFastLane });
      for (const reference of [byHash('hello-1'), { documentId: 'hello-1' }, { query: body }])
        for (let times = 0; times < 2; times += 1)
          expect((await front.post({ ...reference, variables })).json).toEqual({ data: { hello: 'Hello Ann' } });
      expect(front.engine.learned).toHaveLength(hasFastLane ? 1 : 6);
    });

    test('serves a listed query by GET', async () => {
      await start(mode, { hasFastLane });
      const search = { variables: JSON.stringify(variables) };
      expect((await front.get({ documentId: 'hello-1', ...search })).json.data).toEqual({ hello: 'Hello Ann' });
      const extensions = JSON.stringify(byHash('hello-1').extensions);
      expect((await front.get({ extensions, ...search })).json.data).toEqual({ hello: 'Hello Ann' });
    });

    test.each(['nothing', '__proto__', 'constructor'])('knows no id %s', async (documentId) => {
      await start(mode, { hasFastLane });
      const { status, code } = await front.post({ documentId });
      expect([status, code]).toEqual([404, 'PERSISTED_QUERY_NOT_IN_LIST']);
      expect(front.engine.learned).toEqual([]);
    });
  });

  test('mode only refuses every document that is not listed to the letter, known or not', async () => {
    await start('only', { hasFastLane });
    const engine = front.engine;
    for (const query of [OTHER, `${body} `, '{ __typename }']) {
      const { status, code } = await front.post({ query });
      expect([status, code]).toEqual([403, 'QUERY_NOT_IN_SAFELIST']);
      expect((await front.get({ query })).code).toBe('QUERY_NOT_IN_SAFELIST');
      expect((await front.get({ query }, { accept: 'text/html' })).status).toBe(200);
      const json = { accept: 'text/html;q=0.5, application/json' };
      expect((await front.get({ query }, json)).code).toBe('QUERY_NOT_IN_SAFELIST');
      const multipart = { accept: 'multipart/mixed, text/html;q=0.9, application/json;q=0.1' };
      expect((await front.get({ query }, multipart)).status).toBe(400);
    }
    expect(engine.executed).toEqual([]);
  });

  test('mode only registers no document', async () => {
    await start('only', { hasFastLane });
    expect((await front.post({ query: OTHER, ...byHash(sha256(OTHER)) })).code).toBe('QUERY_NOT_IN_SAFELIST');
    expect((await front.post(byHash(sha256(OTHER)))).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    expect((await front.post({ query: body, ...byHash(sha256(body)) })).status).toBe(200);
    expect((await front.post(byHash(sha256(body)))).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  test('mode prefer serves other documents too, counts each and tells each name once', async () => {
    const { log, lines } = aLog();
    await start('prefer', { hasFastLane, log });
    for (let times = 0; times < 3; times += 1) await front.post({ query: OTHER, operationName: 'Other' });
    await front.post({ query: body, variables });
    expect((await front.post({ query: OTHER, ...byHash(sha256(OTHER)) })).status).toBe(200);
    expect((await front.post(byHash(sha256(OTHER)))).json.data).toEqual({ version: 'one' });
    expect(lines.map(({ level, operation }) => [level, operation])).toEqual([
      ['info', 'Other'],
      ['info', 'without a name'],
    ]);
    expect(await front.text('/metrics')).toContain('stoa_router_unlisted_documents_total 5\n');
  });

  test('mode off knows no manifest', async () => {
    await start('off', { hasFastLane });
    expect((await front.post({ documentId: 'hello-1' })).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    expect((await front.post(byHash('hello-1'))).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await front.post({ query: OTHER })).json.data).toEqual({ version: 'one' });
  });
});
