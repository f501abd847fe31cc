import { parse, validate } from 'graphql';
import { askEverywhere, type Asked } from './ask-everywhere.ts';
import { generateOperation } from './generate/operation.ts';
import { randomFrom, type Random } from './generate/random.ts';
import { startGraph, type Graph } from './graph.ts';
import { count, emptyReport, judge, meetsAllFeatures, type Report } from './report.ts';
import type { Ask } from './router.ts';
import { hashOf } from './world/hash.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Questions whose answers are compared, each over both kinds of transport. */
  readonly comparisons: number;
  /** Comparisons for each graph; default 120. */
  readonly perGraph?: number;
  /** Goes on until every feature was met, but not for ever; default false. */
  readonly meetsAllFeatures?: boolean;
  /** The number of the first graph, to see one again; default 1. */
  readonly firstGraph?: number;
  readonly onGraph?: (progress: { readonly graph: number; readonly report: Report }) => void;
}

/** As many as are worth reading. */
const MOST_UNEXPLAINED = 60;

/** Compares as often as asked, or until there is enough to read. The same seed makes the same run. */
export const runFuzz = async (options: FuzzOptions): Promise<Report> => {
  const report = emptyReport();
  const isEnough = () =>
    report.comparisons >= options.comparisons &&
    (!options.meetsAllFeatures || meetsAllFeatures(report) || report.comparisons >= 2 * options.comparisons);
  for (let number = options.firstGraph ?? 1; !isEnough(); number++) {
    const graphSeed = hashOf(`${options.seed}/${number}`);
    const graph = await startGraph(graphSeed);
    if (graph) {
      report.graphs++;
      const where = `${options.seed}, graph ${number}`;
      await compareOn(graph, { where, random: randomFrom(graphSeed + 1), perGraph: options.perGraph ?? 120 }, report);
      await graph.stock.close();
    } else report.discardedGraphs++;
    options.onGraph?.({ graph: number, report });
    if (report.unexplained.length >= MOST_UNEXPLAINED) break;
  }
  return report;
};

interface Plan {
  readonly where: string;
  readonly random: Random;
  readonly perGraph: number;
}

async function compareOn(graph: Graph, { where, random, perGraph }: Plan, report: Report): Promise<void> {
  const end = report.comparisons + perGraph;
  for (let operation = 1; report.comparisons < end && operation < perGraph * 3; operation++) {
    const asks = validOperation(random, graph);
    if (!asks) report.discardedOperations++;
    for (const [index, ask] of asks?.entries() ?? []) {
      const asked = { ask, hasTroubles: index > 0, luck: index, where: `${where}, operation ${operation}` };
      const cases = await askEverywhere(graph, { ...asked, down: downFor(asked, random, graph) });
      report.comparisons++;
      for (const found of cases) judge(found, report);
    }
  }
  for (const [what, met] of graph.world.met) count(report.features, `world: ${what}`, met);
  for (const [reason, met] of graph.underTest.leftToStock) count(report.features, `left to stock: ${reason}`, met);
}

// Four questions of one operation: planning is what costs.
function validOperation(random: Random, { stock: { apiSchema } }: Graph): Ask[] | undefined {
  const { query, variables } = generateOperation(random, apiSchema);
  const document = parse(query, { noLocation: true });
  if (validate(apiSchema, document).length > 0) return undefined;
  return Array.from({ length: 4 }, () => ({ query, document, variables: variables() }));
}

// A mutation's value tells how many were run before it: all must run.
const downFor = ({ ask, hasTroubles }: Omit<Asked, 'down'>, random: Random, { model }: Graph): string | undefined =>
  hasTroubles && !ask.query.startsWith('mutation') && random.chance(0.06) ? random.pick(model.subgraphs) : undefined;
