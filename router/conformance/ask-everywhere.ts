import { isDeepStrictEqual } from 'node:util';
import type { Case } from './case.ts';
import { differencesFromStock, differencesOf } from './compare.ts';
import type { Graph } from './graph.ts';
import { askOnOurPlan } from './on-our-plan.ts';
import type { Answer, Ask } from './router.ts';
import { truthOf, type Truth } from './world/truth.ts';

export interface Asked {
  readonly ask: Ask;
  readonly hasTroubles: boolean;
  /** Which fields and entities fail. */
  readonly luck: number;
  /** A subgraph that does not answer. */
  readonly down: string | undefined;
  readonly where: string;
}

/** Asks our engine over both kinds of transport, stock and the truth: one case, or two when the transports differ. */
export const askEverywhere = async (graph: Graph, asked: Asked): Promise<Case[]> => {
  const { stock, underTest, world } = graph;
  const { ask, hasTroubles, where } = asked;
  setTroubles(graph, asked);
  const truth = await truthOf(world, stock.apiSchema, ask);
  world.isUntold = false;
  const first = await answerOf(graph, () => underTest.routers.objects.execute(ask));
  const second = await answerOf(graph, () => underTest.routers.texts.execute(ask));
  const { isUntold } = world;
  const answered = await answerOf(graph, () => stock.execute(ask));
  const facts = { where, graph, ask, planText: JSON.stringify(stock.plan() ?? null), isUntold };
  const cases: Case[] = [];
  for (const ours of JSON.stringify(first) === JSON.stringify(second) ? [first] : [first, second]) {
    const comparison = { ours, stock: answered, truth, hasTroubles };
    const differences = differencesOf(comparison);
    const why = differences.length > 0 ? await reasonsFor(graph, { asked, ours, truth }) : NO_REASONS;
    cases.push({ ...facts, ...comparison, differences, ...why });
  }
  return cases;
};

function setTroubles({ world }: Graph, { hasTroubles, luck, down }: Omit<Asked, 'ask' | 'where'>): void {
  world.troubles = hasTroubles ? 1 : 0;
  world.luck = luck;
  world.down = down;
}

type Reasons = Pick<Case, 'isStockWrong' | 'differencesOnOurPlan' | 'isStockWrongOnOurPlan'>;
const NO_REASONS: Reasons = { isStockWrong: false, differencesOnOurPlan: [], isStockWrongOnOurPlan: false };

async function reasonsFor(
  graph: Graph,
  { asked, ours, truth }: { asked: Asked; ours: Answer; truth: Truth },
): Promise<Reasons> {
  const { ask } = asked;
  const onOurPlan = () => answerOf(graph, () => askOnOurPlan(graph, { ask, ours }));
  setTroubles(graph, asked);
  const differencesOnOurPlan = differencesFromStock({ ours, stock: await onOurPlan() });
  // Where stock errs although nothing fails, what it says of failures is worth nothing.
  setTroubles(graph, { hasTroubles: false, luck: 0, down: undefined });
  const isStockWrong = isWrong(await answerOf(graph, () => graph.stock.execute(ask)), truth);
  const isStockWrongOnOurPlan = differencesOnOurPlan.length > 0 && isWrong(await onOurPlan(), truth);
  return { isStockWrong, differencesOnOurPlan, isStockWrongOnOurPlan };
}

const isWrong = ({ data, errors }: Answer, truth: Truth): boolean =>
  data === undefined || errors.length > 0 || !isDeepStrictEqual(JSON.parse(data), JSON.parse(truth.data));

async function answerOf({ world }: Graph, ask: () => Promise<Answer>): Promise<Answer> {
  world.sequence = 0;
  try {
    return await ask();
  } catch (error) {
    return { data: undefined, errors: [{ message: error instanceof Error ? String(error.stack) : String(error) }] };
  }
}
