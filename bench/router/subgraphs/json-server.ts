import { createServer, type Server } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Variables } from './remembered-operations.ts';

export interface GraphqlBody {
  readonly query: string;
  readonly variables?: Variables | null;
}

type Answer = (url: string, body: GraphqlBody) => ExecutionResult | Promise<ExecutionResult>;

/** The least that serves GraphQL over HTTP: POST, JSON, no check of anything. For servers that stand still while others are measured. */
export const jsonServer = (answer: Answer): Server =>
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const send = (status: number, result: unknown) => {
        const text = Buffer.from(JSON.stringify(result));
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
      };
      try {
        const result = answer(request.url ?? '/', JSON.parse(Buffer.concat(chunks).toString()) as GraphqlBody);
        if (result instanceof Promise)
          result.then(
            (value) => send(200, value),
            (error: unknown) => send(500, failed(error)),
          );
        else send(200, result);
      } catch (error) {
        send(400, failed(error));
      }
    });
  });

const failed = (error: unknown) => ({ errors: [{ message: String(error) }] });
