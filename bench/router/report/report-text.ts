import { cpus, loadavg, totalmem } from 'node:os';
import type { Endurance } from '../endurance/endurance.ts';
import type { Results } from '../results.ts';
import type { Workload } from '../workloads/workload.ts';
import { enduranceTables, enduranceVerdicts } from './endurance-text.ts';
import { markdown, renderColdTable, renderTable } from './table.ts';
import { verdicts, type Verdict } from './targets.ts';

/** The machine and the moment in one sentence; taken before anything is measured. */
export const describeMachine = (at: Date): string => {
  const load = loadavg().map((value) => value.toFixed(1));
  return `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, load average at the start ${load.join(', ')}.`;
};

/** All that a run found, as Markdown. */
export const reportText = ({ results, endurance }: Found, workloads: readonly Workload[]): string =>
  [
    verdictTable([...verdicts(results), ...enduranceVerdicts(endurance)]),
    ...workloads.map((workload) => {
      const measured = results.get(workload.name) ?? [];
      const table = workload.kind === 'cold' ? renderColdTable(measured) : renderTable(measured);
      return `#### ${workload.title} (\`${workload.name}\`, ${workload.connections} connections)\n\n${table}`;
    }),
    ...enduranceTables(endurance),
  ].join('\n\n');

export interface Found {
  readonly results: Results;
  readonly endurance: Endurance;
}

const verdictTable = (all: readonly Verdict[]): string =>
  markdown(
    ['aim of our router', 'aim', 'measured', 'reached'],
    all.map(({ what, aim, found, isReached }) => [
      what,
      aim,
      found,
      isReached === undefined ? '–' : isReached ? 'yes' : '**no**',
    ]),
  );
