import type { CurrentEngine } from '../engine/current-engine.ts';
import type { Engine, EngineRequest, Operation } from '../engine/engine.ts';
import { answerText, outcomeOf, statusOf } from './answer-text.ts';
import type { MediaType } from './media-types.ts';
import type { ServedAnswer } from './write-answer.ts';

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
    const release = engines.lease(engine);
    try {
      const answer = await engine.execute(operation, request);
      return {
        lane: 'fast',
        outcome: outcomeOf(answer),
        status: statusOf(answer, mediaType),
        contentType: mediaType,
        text: answerText(answer),
        headers: answer.headers,
      };
    } finally {
      release();
    }
  };
