import { markdown, milliseconds } from '../../report/markdown.ts';
import type { ColdSample } from '../measure/cold.ts';
import { spreadOf, type Measured } from '../results.ts';

/** One workload under load as a Markdown table; absent variants are named with the reason. */
export const renderTable = (measured: readonly Measured[]): string => {
  const stock = measured.find(({ name }) => name === 'stock')?.cpuMs?.least;
  const line = (one: Measured): readonly string[] => {
    const {
      name,
      cpuMs,
      requestsPerSecond = NaN,
      p50Ms = NaN,
      p99Ms = NaN,
      fetchesAlone = NaN,
      residentMb = NaN,
    } = one;
    if (!cpuMs) return [name, `absent: ${one.absence ?? 'not measured'}`, ...Array<string>(6).fill('')];
    return [
      one.remarks?.length ? `${name} (${one.remarks.join(', ')})` : name,
      `${milliseconds(cpuMs.least)} (${milliseconds(cpuMs.median)})`,
      stock === undefined ? '' : `${(stock / cpuMs.least).toFixed(1)} ×`,
      requestsPerSecond.toFixed(0),
      milliseconds(p50Ms),
      milliseconds(p99Ms),
      fetchesAlone.toFixed(1).replace('.0', ''),
      residentMb.toFixed(0),
    ];
  };
  return markdown(
    ['router', 'CPU ms (median)', 'less than stock', 'requests/s', 'p50 ms', 'p99 ms', 'subgraph calls', 'MB'],
    measured.map(line),
  );
};

/** What operations that nobody has seen cost, and what a small query beside them felt. */
export const renderColdTable = (measured: readonly Measured[]): string =>
  markdown(
    [
      'router',
      'CPU ms',
      'p50 ms',
      'p99 ms',
      'probe alone p99 / max ms',
      'probe beside p99 / max ms',
      'event loop max ms',
      'MB',
    ],
    measured.map(({ name, absence, colds, residentMb = NaN }) => {
      if (!colds?.length) return [name, `absent: ${absence ?? 'not measured'}`, ...Array<string>(6).fill('')];
      const least = (value: (cold: ColdSample) => number) => milliseconds(spreadOf(colds.map(value)).least);
      const delays = colds.flatMap(({ loopDelayMs }) => loopDelayMs ?? []);
      return [
        name,
        least(({ cpuMs }) => cpuMs),
        least(({ p50Ms }) => p50Ms),
        least(({ p99Ms }) => p99Ms),
        `${least(({ quiet }) => quiet.p99Ms)} / ${least(({ quiet }) => quiet.maxMs)}`,
        `${least(({ felt }) => felt.p99Ms)} / ${least(({ felt }) => felt.maxMs)}`,
        delays.length ? milliseconds(Math.max(...delays)) : '',
        residentMb.toFixed(0),
      ];
    }),
  );
