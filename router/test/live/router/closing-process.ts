import { JSON_BODY, MULTIPART, SSE, ask, until } from '../http/a-stream-server.ts';
import { aReadyClient } from '../websocket/a-client.ts';
import { aLiveRouter } from './a-live-router.ts';
import { signedIn } from './requests.ts';

// A process with a router and its clients. Nothing but what the router leaves behind keeps it.

const ORDER = { query: 'subscription { orderUpdated(id: "ord_1") { id status } }' };

const { router, url, socketUrl } = await aLiveRouter();
const clients = await Promise.all([1, 2].map(() => aReadyClient(socketUrl, signedIn())));
for (const client of clients) client.subscribe('1', ORDER);
const headers = { ...JSON_BODY, ...signedIn() };
const streams = await Promise.all(
  [SSE, MULTIPART].map((accept) => ask(url, { method: 'POST', headers: { ...headers, ...accept }, body: ORDER })),
);
await until(
  () => clients.every(({ messages }) => messages.length > 0) && streams.every(({ text }) => text.includes('PLACED')),
);
await router.close({ drainMs: 1_000 });
process.stdout.write(`followed ${clients.length + streams.length}, closed\n`);
