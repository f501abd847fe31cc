import type { Comparison } from '../compare-settings.ts';
import type { Starts } from '../starts.ts';
import { profileText } from './profile-text.ts';
import { renderTable } from './table.ts';

interface Figures extends Comparison {
  readonly machine: string;
  readonly starts: Starts;
}

/** All that the bench found, as Markdown. */
export const figuresText = ({ machine, rows, profiles, idle, starts }: Figures): string =>
  [
    machine,
    '',
    renderTable(rows),
    '',
    `When nobody asks: ${idle.appCpuMs.toFixed(1)} ms CPU of the app and ${idle.postgresCpuMs.toFixed(1)} ms of PostgreSQL in a second, ${idle.statements.toFixed(0)} statements.`,
    '',
    `An empty Stoa is ready ${starts.firstSeconds.toFixed(1)} s after its first start and ${starts.secondSeconds.toFixed(1)} s after its second (aim: < 3 s).`,
    ...(profiles.length > 0 ? ['', '### Profiles', '', ...profiles.map(profileText)] : []),
  ].join('\n');
