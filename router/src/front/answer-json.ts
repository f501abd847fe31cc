import type { ServerResponse } from 'node:http';
import type { Refusal } from '../refusal.ts';

/** Ends a response with JSON that nobody keeps. */
export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

/** Ends a response with a refusal, in the form of a GraphQL error at every door. */
export const answerRefusal = (response: ServerResponse, refusal: Refusal, requestId: string): void => {
  const { message, code, headers, status } = refusal;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  answerJson(response, status, { errors: [{ message, extensions: { code, requestId } }] });
};
