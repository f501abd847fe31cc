import { markdown, milliseconds, percent } from '../../report/markdown.ts';
import type { Flags } from '../flags.ts';
import type { RealGraph, Step } from '../scenarios/real-graph.ts';

export const P99_LIMIT_MS = 250;
// A rate that was asked for but not committed says nothing about delivery.
const LEAST_COMMITTED = 0.95;

/** Whether everything that was committed at this rate was seen in time. */
export const isHeld = ({ p99Ms, lost, committed, rate }: Step): boolean =>
  p99Ms <= P99_LIMIT_MS && lost === 0 && committed >= rate * LEAST_COMMITTED;

/** The highest rate below the first that was not held. */
export const highestRate = (steps: readonly Step[]): Step | undefined => {
  const held = (['commands', 'rows'] as const).flatMap((writer) => {
    const those = steps.filter((step) => step.writer === writer);
    const end = those.findIndex((step) => !isHeld(step));
    return those.slice(0, end < 0 ? those.length : end).slice(-1);
  });
  return held.toSorted((left, right) => left.committed - right.committed).at(-1);
};

/** Every rate on every broker. */
export const realGraphText = (graphs: readonly RealGraph[], { followers }: Flags): string => {
  const lines = graphs.flatMap(({ broker, absence, steps }) =>
    absence === undefined
      ? steps.map((step) => [broker, ...cells(step)])
      : [[broker, `absent: ${absence}`, ...Array<string>(HEAD.length - 2).fill('')]],
  );
  return `#### The real graph, ${followers} orders with one socket each: commit to socket\n\n${markdown(HEAD, lines)}`;
};

const HEAD = [
  'broker',
  'changes by',
  'asked/s',
  'committed/s',
  'p50 ms',
  'p99 ms',
  'max ms',
  'app CPU ms a change',
  'PostgreSQL CPU ms',
  'waited for a core',
  'held',
];

const cells = (step: Step): string[] => [
  step.writer,
  step.rate.toFixed(0),
  step.committed.toFixed(0),
  ...[step.p50Ms, step.p99Ms, step.maxMs].map(milliseconds),
  step.appCpuMs.toFixed(2),
  step.postgresCpuMs.toFixed(2),
  percent(step.waited),
  isHeld(step) ? 'yes' : step.lost > 0 ? `no, ${step.lost} unseen` : 'no',
];
