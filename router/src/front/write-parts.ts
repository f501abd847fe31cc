import type { ServerResponse } from 'node:http';
import type { AnswerParts } from '../engine/answer-parts.ts';
import type { EngineAnswer } from '../engine/engine.ts';
import type { PartsFormat } from './parts-formats.ts';
import { partsText } from './parts-text.ts';

/** The first part of an answer, with those to come. */
export interface FirstPart extends EngineAnswer {
  readonly parts: AnswerParts;
}

/** The answer, where more comes after it. */
export const firstPartOf = (answer: EngineAnswer | undefined): FirstPart | undefined =>
  answer?.parts && { ...answer, parts: answer.parts };

/** What an answer in parts is sent as. */
export const partsType = (format: PartsFormat): string => `multipart/mixed; boundary="-"; ${format}`;

/**
 * Writes the body of an answer in parts, each with the boundary after it, without which no client would know that it is whole.
 * A part is asked for when the one before has left for the network: a slow reader has them kept together, not queued up.
 * @returns whether all parts came without errors
 */
export const writeParts = async (
  response: ServerResponse,
  { parts, ...first }: FirstPart,
  format: PartsFormat,
): Promise<boolean> => {
  const text = partsText(format);
  let isWell = first.errors === undefined;
  await written(response, `\r\n--${BOUNDARY}${part(text.first({ ...first, pending: parts.pending }))}`);
  for (let batch = await parts.next(); batch; batch = await parts.next()) {
    if (response.destroyed) return isWell;
    isWell &&= batch.completed.every(({ errors }) => errors.length === 0);
    await written(response, part(text.next(batch)));
  }
  response.end('--\r\n');
  return isWell;
};

const BOUNDARY = '-';
const HEAD = '\r\nContent-Type: application/json; charset=utf-8\r\n\r\n';
const part = (json: string) => `${HEAD}${json}\r\n--${BOUNDARY}`;

function written(response: ServerResponse, text: string): Promise<void> | void {
  if (response.destroyed || response.write(text)) return;
  return new Promise((resolve) => {
    const goOn = () => {
      response.off('drain', goOn).off('close', goOn);
      resolve();
    };
    // A client that leaves never drains.
    response.on('drain', goOn).on('close', goOn);
  });
}
