import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from '../refusal.ts';

/** The request's whole body. @throws Refusal: 413 above `limit` bytes. */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let size = 0;
    let isWhole = false;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // What is too much is read on and thrown away: closing now would cost the client the answer that says so.
      if (size > limit) reject(tooLarge(limit));
      else if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    request.once('end', () => {
      isWhole = true;
      resolve(more ? Buffer.concat(more) : (first ?? Buffer.alloc(0)));
    });
    request.once('close', () => {
      if (!isWhole) reject(badRequest('The request ended early.'));
    });
    const announced = request.headers['content-length'];
    if (announced !== undefined && Number(announced) > limit) reject(tooLarge(limit));
  });

const tooLarge = (limit: number) =>
  new Refusal({
    status: 413,
    code: 'REQUEST_TOO_LARGE',
    message: `A request has at most ${limit} bytes.`,
    headers: { connection: 'close' },
  });
