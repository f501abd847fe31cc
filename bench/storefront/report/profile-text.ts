import type { Measurement } from '../measure/measure.ts';
import { byPackage, type SelfTime } from '../profile/self-times.ts';
import type { StatementTime } from '../profile/statement-times.ts';

export interface Profile {
  readonly operation: string;
  readonly setting: string;
  readonly times: readonly SelfTime[];
  readonly statementTimes: readonly StatementTime[];
  readonly topStatements: Measurement['topStatements'];
}

/** What a figure is spent on: packages, functions and statements, the dearest first. */
export const profileText = ({ operation, setting, times, statementTimes, topStatements }: Profile): string => {
  const sqlMs = statementTimes.reduce((sum, { totalMs }) => sum + totalMs, 0);
  return [
    `#### ${operation}, ${setting}`,
    '',
    `By package: ${byPackage(times)
      .slice(0, 10)
      .map(({ where, share }) => `${where} ${percent(share)}`)
      .join(', ')}.`,
    '',
    'By function, own time:',
    ...times.slice(0, 12).map(({ where, share }) => `- ${percent(share)} \`${where}\``),
    '',
    'By statement, of the time in PostgreSQL:',
    ...statementTimes
      .slice(0, 8)
      .map(({ statement, count, totalMs }) => `- ${percent(totalMs / sqlMs)} in ${count}: \`${short(statement)}\``),
    '',
    'By statement, how often in one:',
    ...topStatements.map(
      ({ statement, perRequest }) => `- ${perRequest.toFixed(1)} × \`${short(statement.replaceAll(/\s+/g, ' '))}\``,
    ),
    '',
  ].join('\n');
};

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const short = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text).replaceAll('`', "'");
