import type { Case } from './case.ts';
import type { Report } from './report.ts';

/** All that one needs to see a difference again. */
export const describeCase = ({
  where,
  graph,
  ask,
  hasTroubles,
  ours,
  stock,
  truth,
  differences,
  planText,
  isStockWrong,
  differencesOnOurPlan,
}: Case): string =>
  [
    `--- seed ${where}${hasTroubles ? ', with troubles' : ''}${isStockWrong ? ' (stock errs without troubles, too)' : ''}`,
    ...differences.map(({ kind, what }) => `different ${kind}: ${what}`),
    ...differencesOnOurPlan.map(({ what }) => `different from stock on our plan: ${what}`),
    `query:     ${ask.query}`,
    `variables: ${JSON.stringify(ask.variables)}`,
    `ours:      ${ours.data ?? 'nothing'} ${JSON.stringify(ours.errors)}`,
    `stock:     ${stock.data ?? 'nothing'} ${JSON.stringify(stock.errors)}`,
    `truth:     ${truth.data}`,
    `plan:      ${planText}`,
    graph.sdl,
  ].join('\n');

export const describeReport = (report: Report): string =>
  [
    `${report.comparisons} compared on ${report.graphs} graphs; discarded: ${report.discardedGraphs} graphs, ${report.discardedOperations} operations`,
    'met:',
    ...lines(report.features),
    'explained by faults of stock:',
    ...lines(report.stockBugs),
    `unexplained: ${report.unexplained.length}`,
  ].join('\n');

const lines = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([name, count]) => `  ${String(count).padStart(8)} ${name}`);
