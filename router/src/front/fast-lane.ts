import type { CurrentEngine } from '../engine/current-engine.ts';
import type { Engine, EngineRequest, Operation } from '../engine/engine.ts';
import { answerText, outcomeOf, statusOf } from './answer-text.ts';
import { executeLeased } from './execute-leased.ts';
import type { MediaType } from './media-types.ts';
import type { ServedAnswer } from './write-answer.ts';
import { firstPartOf } from './write-parts.ts';

export interface FastAsk {
  readonly engine: Engine;
  readonly operation: Operation;
  readonly request: EngineRequest;
  readonly mediaType: MediaType;
}

/** The lane of known operations: the engine's text as it is, past Apollo Server. */
export const fastLane =
  (engines: CurrentEngine) =>
  async ({ engine, operation, request, mediaType }: FastAsk): Promise<ServedAnswer> => {
    const answer = await executeLeased(engines, engine, { operation, request });
    const inParts = firstPartOf(answer);
    return {
      lane: 'fast',
      outcome: outcomeOf(answer),
      status: statusOf(answer, mediaType),
      contentType: mediaType,
      text: inParts ? '' : answerText(answer),
      headers: answer.headers,
      inParts,
    };
  };
