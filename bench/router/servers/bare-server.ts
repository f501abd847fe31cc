// node:http and nothing else, for the one-field query: reads the body as JSON and answers what the graph would. `bare-server.ts PORT`.
import { createServer } from 'node:http';
import { readMarket } from '../fixtures/market.ts';

const market = readMarket();
createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { handle: string } };
    const { title } = market.productByHandle(variables.handle) as { title: string };
    const text = JSON.stringify({ data: { productByHandle: { title } } });
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
