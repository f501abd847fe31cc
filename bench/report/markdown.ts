/** Three figures that mean something: 0.046, 1.97, 20.9. */
export const milliseconds = (value: number): string =>
  value.toFixed(value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);

export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** A Markdown table, everything but the first column to the right. */
export const markdown = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
    .join('\n');
