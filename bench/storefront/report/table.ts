import type { Measurement } from '../measure/measure.ts';

/** One operation in one setting, with what it may cost. */
export interface Row extends Measurement {
  readonly operation: string;
  readonly setting: string;
  readonly aimMs: number;
}

/** Whether an operation costs more CPU than it may. */
export const misses = ({
  appCpuMs,
  postgresCpuMs,
  aimMs,
}: Pick<Row, 'appCpuMs' | 'postgresCpuMs' | 'aimMs'>): boolean => appCpuMs + postgresCpuMs > aimMs;

/** The measurements as a Markdown table, operation by operation, settings below one another. */
export const renderTable = (rows: readonly Row[]): string => {
  const names = [...new Set(rows.map(({ operation }) => operation))];
  const lines = names.flatMap((name) => rows.filter(({ operation }) => operation === name)).map(line);
  return [
    `| ${HEAD.join(' | ')} |`,
    `|${HEAD.map((_, column) => (column < 2 ? '---' : '---:')).join('|')}|`,
    ...lines,
  ].join('\n');
};

const HEAD = [
  'operation',
  'catalogue',
  'CPU ms',
  'aim',
  'app',
  'PostgreSQL',
  'SQL statements',
  'subgraph calls',
  'p50 ms',
  'p99 ms',
  'requests',
];

function line(row: Row): string {
  const cpu = row.appCpuMs + row.postgresCpuMs;
  const cells = [
    row.operation,
    row.setting,
    misses(row) ? `**${cpu.toFixed(1)}**` : cpu.toFixed(1),
    `≤ ${row.aimMs}`,
    row.appCpuMs.toFixed(1),
    row.postgresCpuMs.toFixed(1),
    row.statements.toFixed(1),
    row.fetches.toFixed(1),
    row.p50Ms.toFixed(0),
    row.p99Ms.toFixed(0),
    String(row.requests),
  ];
  return `| ${cells.join(' | ')} |`;
}
