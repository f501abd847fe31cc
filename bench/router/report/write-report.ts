import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { betweenMarkers } from '../../report/between-markers.ts';
import type { Endurance } from '../endurance/endurance.ts';
import type { Results } from '../results.ts';
import { SCRATCH } from '../variants/native-binary.ts';
import type { Workload } from '../workloads/workload.ts';
import { reportText } from './report-text.ts';
import { figuresSvg } from './svg.ts';

export interface Report {
  readonly results: Results;
  readonly endurance: Endurance;
  readonly workloads: readonly Workload[];
  readonly machine: string;
  readonly rounds: number;
  readonly seconds: number;
  /** What stood for the subgraphs: Rust or Node. */
  readonly subgraphs: string;
}

const FOLDER = path.join(import.meta.dirname, '..');

/** Prints what was found; unless it is a dry run, README.md and figures.svg have it too. All figures are kept as JSON. */
export const writeReport = (report: Report, { isDry }: { readonly isDry: boolean }): void => {
  const { results, endurance, workloads, machine, rounds, seconds, subgraphs } = report;
  const run = `${rounds} rounds of ${seconds} s, subgraphs replayed by ${subgraphs}.`;
  const text = `${machine} ${run}\n\n${reportText({ results, endurance }, workloads)}`;
  console.log(`\n${text}`);
  writeFileSync(
    path.join(SCRATCH, 'results.json'),
    JSON.stringify({ machine, run, results: [...results], endurance }, null, 1),
  );
  if (isDry) return;
  const panels = workloads.map(({ name, title }) => ({ title, measured: results.get(name) ?? [] }));
  writeFileSync(path.join(FOLDER, 'figures.svg'), figuresSvg(panels, `${machine} ${run}`));
  const readme = path.join(FOLDER, 'README.md');
  writeFileSync(readme, betweenMarkers(readFileSync(readme, 'utf8'), 'figures', text));
};
