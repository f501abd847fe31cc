import type { Graph } from './graph.ts';
import type { Answer, Ask } from './router.ts';

/** What stock answers when it carries out our plan, under the client's response names. */
export const askOnOurPlan = async (
  { stock, underTest }: Pick<Graph, 'stock' | 'underTest'>,
  { ask, ours }: { ask: Ask; ours: Answer },
): Promise<Answer> => {
  const planned = underTest.plannedAs(ask);
  const answer = await stock.execute(planned.ask);
  if (planned.ask === ask) return answer;
  const { clientName } = planned;
  return {
    ...answer,
    ...(answer.data !== undefined && {
      data: JSON.stringify(forClient(JSON.parse(answer.data), ours.data && JSON.parse(ours.data), clientName)),
    }),
    errors: answer.errors.map(({ path, ...error }) => ({
      ...error,
      ...(path && { path: path.map((step) => (typeof step === 'string' ? clientName(step) : step)) }),
    })),
  };
};

type ClientName = (name: string) => string;

// A selection set of which conditions leave nothing is planned with a __typename that nobody asked for.
function forClient(theirs: unknown, ours: unknown, clientName: ClientName): unknown {
  if (Array.isArray(theirs))
    return theirs.map((item, index) => forClient(item, Array.isArray(ours) ? ours[index] : undefined, clientName));
  if (typeof theirs !== 'object' || theirs === null) return theirs;
  const own: object = typeof ours === 'object' && ours !== null ? ours : {};
  return Object.fromEntries(
    Object.entries(theirs)
      .filter(([name]) => name !== '__typename' || Object.hasOwn(own, name))
      .map(([name, value]) => {
        const key = clientName(name);
        return [key, forClient(value, (own as Record<string, unknown>)[key], clientName)];
      }),
  );
}
