import { barsSvg } from '../../report/bars-svg.ts';
import { milliseconds } from '../../report/markdown.ts';
import type { Measured } from '../results.ts';
import { spreadOf } from '../results.ts';

/** One workload's bars. */
export interface Panel {
  readonly title: string;
  readonly measured: readonly Measured[];
}

/** CPU of one request by router, a panel for each workload. */
export const figuresSvg = (panels: readonly Panel[], caption: string): string =>
  barsSvg(
    panels.map(({ title, measured }) => ({ title: `${title}: CPU of one request`, bars: measured.flatMap(barOf) })),
    { label: 'CPU of one request by router', caption },
  );

function barOf({ name, cpuMs, colds }: Measured) {
  const least = colds?.length ? spreadOf(colds.map((cold) => cold.cpuMs)).least : cpuMs?.least;
  if (least === undefined || Number.isNaN(least)) return [];
  return [{ name, value: least, text: `${milliseconds(least)} ms`, isOurs: name.startsWith('stoa') }];
}
