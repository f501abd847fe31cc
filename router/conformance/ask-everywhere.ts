import { isDeepStrictEqual } from 'node:util';
import type { Case } from './case.ts';
import { differencesOf } from './compare.ts';
import type { Graph } from './graph.ts';
import type { Answer, Ask, Router } from './router.ts';
import { truthOf, type Truth } from './world/truth.ts';

export interface Asked {
  readonly ask: Ask;
  readonly hasTroubles: boolean;
  /** A subgraph that does not answer. */
  readonly down: string | undefined;
  readonly where: string;
}

/** Asks our engine over both kinds of transport, stock and the truth: one case, or two when the transports differ. */
export const askEverywhere = async (graph: Graph, asked: Asked): Promise<Case[]> => {
  const { stock, underTest, world } = graph;
  const { ask, hasTroubles, where } = asked;
  setTroubles(graph, asked);
  world.isUntold = false;
  const truth = await truthOf(world, stock.apiSchema, ask);
  const first = await execute(graph, underTest.routers.objects, ask);
  const second = await execute(graph, underTest.routers.texts, ask);
  const answered = await execute(graph, stock, ask);
  const facts = {
    where,
    graph,
    ask,
    planText: JSON.stringify(stock.plan() ?? null),
    isPlanShared: underTest.planOf(ask.query) !== undefined,
    isUntold: world.isUntold,
  };
  const cases: Case[] = [];
  for (const ours of JSON.stringify(first) === JSON.stringify(second) ? [first] : [first, second]) {
    const comparison = { ours, stock: answered, truth, hasTroubles };
    const differences = differencesOf(comparison);
    const isWrong = differences.length > 0 && (await isStockWrong(graph, ask, truth));
    cases.push({ ...facts, ...comparison, differences, isStockWrong: isWrong });
  }
  return cases;
};

function setTroubles({ world }: Graph, { hasTroubles, down }: Pick<Asked, 'hasTroubles' | 'down'>): void {
  world.troubles = hasTroubles ? 1 : 0;
  world.down = down;
}

// Where stock errs although nothing fails, what it says of failures is worth nothing.
async function isStockWrong(graph: Graph, ask: Ask, truth: Truth): Promise<boolean> {
  setTroubles(graph, { hasTroubles: false, down: undefined });
  const { data, errors } = await execute(graph, graph.stock, ask);
  return data === undefined || errors.length > 0 || !isDeepStrictEqual(JSON.parse(data), JSON.parse(truth.data));
}

async function execute({ world }: Graph, router: Router, ask: Ask): Promise<Answer> {
  world.sequence = 0;
  try {
    return await router.execute(ask);
  } catch (error) {
    return { data: undefined, errors: [{ message: error instanceof Error ? String(error.stack) : String(error) }] };
  }
}
