import { verdictTable } from '../../report/verdicts.ts';
import type { Endurance } from '../endurance/endurance.ts';
import type { Results } from '../results.ts';
import type { Workload } from '../workloads/workload.ts';
import { enduranceTables, enduranceVerdicts } from './endurance-text.ts';
import { renderColdTable, renderTable } from './table.ts';
import { verdicts } from './targets.ts';

/** All that a run found, as Markdown. */
export const reportText = ({ results, endurance }: Found, workloads: readonly Workload[]): string =>
  [
    verdictTable('our router', [...verdicts(results), ...enduranceVerdicts(endurance)]),
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
