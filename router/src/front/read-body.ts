import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from '../refusal.ts';

/** The request's whole body. @throws Refusal: 413 above `limit` bytes. */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    // What is too much is read on and thrown away: closing now would cost the client the answer that says so.
    else reject(tooLarge(limit));
  });
  request.once('end', () => resolve(Buffer.concat(chunks)));
  request.once('close', () => reject(badRequest('The request ended early.')));
  if (Number(request.headers['content-length'] ?? 0) > limit) reject(tooLarge(limit));
  return promise;
};

const tooLarge = (limit: number) =>
  new Refusal({
    status: 413,
    code: 'REQUEST_TOO_LARGE',
    message: `A request has at most ${limit} bytes.`,
    headers: { connection: 'close' },
  });
