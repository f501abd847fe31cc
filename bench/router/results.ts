import type { ColdSample } from './measure/cold.ts';
import type { Sample } from './measure/sample.ts';

/** What became of one variant in one workload. */
export interface Measured {
  readonly name: string;
  readonly what: string;
  /** Why there are no figures. */
  readonly absence?: string;
  /** Whether the absence is an answer that differs, which fails the run. */
  readonly isFault?: boolean;
  /** CPU milliseconds of one request: the least of all rounds and their median. */
  readonly cpuMs?: Spread;
  readonly requestsPerSecond?: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly fetches?: number;
  /** Subgraph calls of one request when nothing else is asked. */
  readonly fetchesAlone?: number;
  readonly residentMb?: number;
  readonly remarks?: readonly string[];
  readonly colds?: readonly ColdSample[];
}

export interface Spread {
  readonly least: number;
  readonly median: number;
}

/** What was measured, by workload. */
export type Results = ReadonlyMap<string, readonly Measured[]>;

/** Rounds in one line: the least CPU, as other programs can only add to it, and the most requests. */
export const resultOf = (samples: readonly Sample[]): Partial<Measured> => {
  if (samples.length === 0) return {};
  return {
    cpuMs: spreadOf(samples.map((sample) => sample.cpuMs)),
    requestsPerSecond: Math.max(...samples.map((sample) => sample.requestsPerSecond)),
    p50Ms: Math.min(...samples.map(({ p50Ms }) => p50Ms)),
    p99Ms: Math.min(...samples.map(({ p99Ms }) => p99Ms)),
    fetches: spreadOf(samples.map(({ fetches }) => fetches)).median,
    remarks: [...new Set(samples.flatMap(({ remarks }) => remarks))],
  };
};

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((left, right) => left - right);
  return { least: sorted[0] ?? NaN, median: sorted[Math.floor(sorted.length / 2)] ?? NaN };
};

/** The least CPU of a variant in a workload, of a cold operation too; undefined when it was not measured. */
export const cpuOf = (results: Results, workload: string, variant: string): number | undefined => {
  const measured = results.get(workload)?.find(({ name }) => name === variant);
  return measured?.colds ? spreadOf(measured.colds.map(({ cpuMs }) => cpuMs)).least : measured?.cpuMs?.least;
};
