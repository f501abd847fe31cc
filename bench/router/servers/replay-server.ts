// What native/benchtool does, for machines without cargo: `replay-server.ts PORT UPSTREAM_PORT`. Answers are remembered by
// path and body, so that subgraphs cost little and the same for everybody. GET /__reset tells what was asked since the last one.
import { Agent, createServer, request } from 'node:http';

const [port, upstreamPort] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true });
const remembered = new Map<string, Promise<Buffer>>();
const none = { requests: 0, misses: 0, authorized: 0 };
let counts = { ...none };

createServer((incoming, response) => {
  const send = (body: Buffer) =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  if (incoming.url === '/__reset') {
    send(Buffer.from(JSON.stringify(counts)));
    counts = { ...none };
    return;
  }
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    counts.requests += 1;
    if (incoming.headers.authorization !== undefined) counts.authorized += 1;
    const body = Buffer.concat(chunks);
    const key = `${incoming.url ?? ''}\n${body.toString('latin1')}`;
    let answer = remembered.get(key);
    if (!answer) {
      counts.misses += 1;
      remembered.set(key, (answer = askUpstream(incoming.url ?? '/', body)));
    }
    answer.then(send, () => response.destroy());
  });
}).listen(port, '127.0.0.1');

const askUpstream = (path: string, body: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request({ host: '127.0.0.1', port: upstreamPort, path, method: 'POST', headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks)));
    });
    sent.on('error', reject);
    sent.end(body);
  });
