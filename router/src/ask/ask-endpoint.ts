import type { Caller } from '@stoa/kernel';
import { askKey, CALLER_HEADER, verifyCaller, type GraphTransport } from '@stoa/subgraph-kit';
import { z } from 'zod';
import { answerJson, answerRefusal } from '../front/answer-json.ts';
import { readBody } from '../front/read-body.ts';
import { noSuchPage, Refusal } from '../refusal.ts';
import { leavingOf, type Visit } from '../visit.ts';

export interface AskEndpointOptions {
  readonly ask: GraphTransport;
  /** Key per subgraph, the one that it shares with the router. */
  readonly keys: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
}

const questionSchema = z.object({
  subgraph: z.string(),
  operationId: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});

/** Answers the questions of subgraphs in other processes: whoever is not that subgraph gets 401 and nothing else. */
export const askEndpoint =
  ({ ask, keys, bodyBytes }: AskEndpointOptions) =>
  async (visit: Visit): Promise<void> => {
    const { request, response, requestId } = visit;
    if (request.method !== 'POST') throw noSuchPage();
    const body = await readBody(request, bodyBytes);
    const token = request.headers[CALLER_HEADER];
    const question = questionSchema.safeParse(parsed(body)).data;
    const key = question && Object.hasOwn(keys, question.subgraph) ? keys[question.subgraph] : undefined;
    const claims =
      key === undefined || typeof token !== 'string' ? undefined : verifyCaller(askKey(key), token, body, Date.now());
    if (!question || !claims || !speaksForItself(claims.caller, question.subgraph)) {
      answerRefusal(response, REFUSED, requestId);
      return;
    }
    const deadline = new Date(claims.deadline);
    answerJson(response, 200, await ask({ ...question, ...claims, deadline, signal: leavingOf(visit) }));
  };

const REFUSED = new Refusal({ status: 401, code: 'CALLER_REFUSED', message: 'Only subgraphs ask here.' });

const speaksForItself = ({ service }: Caller, subgraph: string) => service === undefined || service.name === subgraph;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
