import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from '../refusal.ts';

/** The request's whole body. @throws Refusal: 413 above `limit` bytes. */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      // What is too much is read on and thrown away: closing now would cost the client the answer that says so.
      if (size > limit) reject(tooLarge(limit));
      else if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    };
    const onClose = () => reject(badRequest('The request ended early.'));
    request.on('data', onData);
    request.once('end', () => {
      resolve(more ? Buffer.concat(more) : (first ?? Buffer.alloc(0)));
      // A request may live on as long as a stream that answers it: its body need not.
      first = more = undefined;
      request.off('data', onData);
      request.off('close', onClose);
    });
    request.once('close', onClose);
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
