import type { Measured } from '../results.ts';
import { spreadOf } from '../results.ts';
import { milliseconds } from './table.ts';

/** One workload's bars. */
export interface Panel {
  readonly title: string;
  readonly measured: readonly Measured[];
}

const [WIDTH, LABEL, VALUE, ROW, HEAD, GAP, COLUMNS] = [460, 150, 70, 20, 34, 24, 2];

/** CPU of one request by router, a panel for each workload, bars to its own scale. */
export const figuresSvg = (panels: readonly Panel[], caption: string): string => {
  const drawn = panels.map(barsOf).filter(({ bars }) => bars.length > 0);
  const columns = Array.from({ length: COLUMNS }, () => ({ height: 44, parts: [] as string[] }));
  for (const panel of drawn) {
    const column = columns.reduce((lowest, one) => (one.height < lowest.height ? one : lowest));
    const x = GAP + columns.indexOf(column) * (WIDTH + GAP);
    column.parts.push(`<g transform="translate(${x} ${column.height})">${panelText(panel)}</g>`);
    column.height += HEAD + panel.bars.length * ROW + GAP;
  }
  const width = COLUMNS * (WIDTH + GAP) + GAP;
  const height = Math.max(...columns.map((column) => column.height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="CPU of one request by router">
<style>text{font:12px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600;font-size:13px}.small{fill:#52606d;font-size:11px}.bar{fill:#9fb3c8}.ours{fill:#2b7a4b}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text class="small" x="${GAP}" y="24">${escaped(caption)}</text>
${columns.flatMap(({ parts }) => parts).join('\n')}
</svg>
`;
};

interface Bar {
  readonly name: string;
  readonly cpuMs: number;
}

function barsOf({ title, measured }: Panel): { readonly title: string; readonly bars: readonly Bar[] } {
  const bars = measured.flatMap(({ name, cpuMs, colds }) => {
    const least = colds?.length ? spreadOf(colds.map((cold) => cold.cpuMs)).least : cpuMs?.least;
    return least === undefined || Number.isNaN(least) ? [] : [{ name, cpuMs: least }];
  });
  return { title, bars: bars.toSorted((left, right) => left.cpuMs - right.cpuMs) };
}

function panelText({ title, bars }: ReturnType<typeof barsOf>): string {
  const most = Math.max(...bars.map(({ cpuMs }) => cpuMs));
  const room = WIDTH - LABEL - VALUE;
  const rows = bars.map(({ name, cpuMs }, n) => {
    const length = Math.max(1, (cpuMs / most) * room).toFixed(1);
    const y = HEAD + n * ROW;
    const kind = name.startsWith('stoa') ? 'bar ours' : 'bar';
    return `<text x="${LABEL - 8}" y="${y}" text-anchor="end">${escaped(name)}</text><rect class="${kind}" x="${LABEL}" y="${y - 11}" width="${length}" height="14" rx="2"/><text class="small" x="${LABEL + Number(length) + 6}" y="${y}">${milliseconds(cpuMs)} ms</text>`;
  });
  return `<text class="title" x="0" y="12">${escaped(title)}: CPU of one request</text>${rows.join('')}`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
