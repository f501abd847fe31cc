/** One group of bars, drawn to its own scale. */
export interface BarPanel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The value as the reader sees it, with its unit. */
  readonly text: string;
  readonly isOurs: boolean;
}

const [WIDTH, LABEL, VALUE, ROW, HEAD, GAP, COLUMNS] = [460, 150, 70, 20, 34, 24, 2];

/** Bars in two columns of panels, the shortest bar first; a panel without bars is left out. */
export const barsSvg = (
  panels: readonly BarPanel[],
  { label, caption }: { readonly label: string; readonly caption: string },
): string => {
  const columns = Array.from({ length: COLUMNS }, () => ({ height: 44, parts: [] as string[] }));
  for (const panel of panels.filter(({ bars }) => bars.length > 0)) {
    const column = columns.reduce((lowest, one) => (one.height < lowest.height ? one : lowest));
    const x = GAP + columns.indexOf(column) * (WIDTH + GAP);
    column.parts.push(`<g transform="translate(${x} ${column.height})">${panelText(panel)}</g>`);
    column.height += HEAD + panel.bars.length * ROW + GAP;
  }
  const width = COLUMNS * (WIDTH + GAP) + GAP;
  const height = Math.max(...columns.map((column) => column.height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(label)}">
<style>text{font:12px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600;font-size:13px}.small{fill:#52606d;font-size:11px}.bar{fill:#9fb3c8}.ours{fill:#2b7a4b}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text class="small" x="${GAP}" y="24">${escaped(caption)}</text>
${columns.flatMap(({ parts }) => parts).join('\n')}
</svg>
`;
};

function panelText({ title, bars }: BarPanel): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const room = WIDTH - LABEL - VALUE;
  const rows = bars
    .toSorted((left, right) => left.value - right.value)
    .map(({ name, value, text, isOurs }, n) => {
      const length = Math.max(1, (value / most) * room).toFixed(1);
      const y = HEAD + n * ROW;
      const kind = isOurs ? 'bar ours' : 'bar';
      return `<text x="${LABEL - 8}" y="${y}" text-anchor="end">${escaped(name)}</text><rect class="${kind}" x="${LABEL}" y="${y - 11}" width="${length}" height="14" rx="2"/><text class="small" x="${LABEL + Number(length) + 6}" y="${y}">${escaped(text)}</text>`;
    });
  return `<text class="title" x="0" y="12">${escaped(title)}</text>${rows.join('')}`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
