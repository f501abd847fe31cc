import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { betweenMarkers } from '../../report/between-markers.ts';
import type { Flags } from '../flags.ts';
import type { Results } from '../results.ts';
import { SCRATCH } from '../scratch.ts';
import { figuresSvg } from './figures-svg.ts';
import { figuresText } from './figures-text.ts';

const FOLDER = path.join(import.meta.dirname, '..');

/** Prints what was found; unless it is a dry run, README.md and figures.svg have it too. All figures are kept as JSON. */
export const writeReport = (results: Results, flags: Flags, machine: string): void => {
  const text = `${machine}\n\n${figuresText(results, flags)}`;
  console.log(`\n${text}`);
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(path.join(SCRATCH, 'results.json'), JSON.stringify({ machine, flags, results }, null, 1));
  if (flags.dry) return;
  writeFileSync(path.join(FOLDER, 'figures.svg'), figuresSvg(results, flags, machine));
  const readme = path.join(FOLDER, 'README.md');
  writeFileSync(readme, betweenMarkers(readFileSync(readme, 'utf8'), 'figures', text));
};
