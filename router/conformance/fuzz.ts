import { parseArgs } from 'node:util';
import { describeCase, describeReport } from './describe.ts';
import { runFuzz } from './run-fuzz.ts';

// node router/conformance/fuzz.ts --comparisons 200000 --seed 1 [--graph 17] [--per-graph 120]
const { values } = parseArgs({
  options: {
    comparisons: { type: 'string', default: '200000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    graph: { type: 'string', default: '1' },
    'per-graph': { type: 'string', default: '120' },
  },
});
/** A shorter run may miss the rarer features. */
const ENOUGH_FOR_ALL_FEATURES = 2_000;
const started = performance.now();
let written = 0;
process.stdout.write(`seed ${values.seed}\n`);
const report = await runFuzz({
  seed: Number(values.seed),
  comparisons: Number(values.comparisons),
  perGraph: Number(values['per-graph']),
  firstGraph: Number(values.graph),
  meetsAllFeatures: Number(values.comparisons) >= ENOUGH_FOR_ALL_FEATURES,
  onGraph: ({ graph, report: { comparisons, unexplained } }) => {
    for (const found of unexplained.slice(written)) process.stdout.write(`\n${describeCase(found)}\n`);
    written = unexplained.length;
    if (graph % 10 === 0)
      process.stdout.write(
        `graph ${graph}: ${comparisons} compared, ${unexplained.length} unexplained, ${Math.round((performance.now() - started) / 1000)} s\n`,
      );
  },
});
process.stdout.write(`\n${describeReport(report)}\n`);
process.exitCode = report.unexplained.length > 0 ? 1 : 0;
