import { expect, test } from '@jest/globals';
import { connections } from '../../src/transport/connections.ts';
import type { HttpTransport } from '../../src/transport/http-transport.ts';

test('supergraphs that follow one another use the same connections, for as long as the address is the same', async () => {
  const opened: string[] = [];
  const closed: string[] = [];
  const to = connections(({ url }: { url: string }) => {
    opened.push(url);
    return { close: async () => void closed.push(url) } as unknown as HttpTransport;
  });
  expect(to.to('a', { url: 'http://1' })).toBe(to.to('a', { url: 'http://1' }));
  to.to('b', { url: 'http://1' });
  to.to('a', { url: 'http://2' });
  await to.close();
  expect([opened, closed]).toEqual([
    ['http://1', 'http://1', 'http://2'],
    ['http://1', 'http://1', 'http://2'],
  ]);
});
