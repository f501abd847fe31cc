import { markdown, milliseconds, percent } from '../../report/markdown.ts';
import { verdictTable } from '../../report/verdicts.ts';
import type { Flags } from '../flags.ts';
import { leastOf, type Results, type ServerRounds } from '../results.ts';
import type { Churn } from '../scenarios/churn.ts';
import { aims } from './aims.ts';
import { realGraphText } from './real-graph-text.ts';

/** All that a run found, as Markdown. */
export const figuresText = (results: Results, flags: Flags): string => {
  const { oneKey, distinctKeys, realGraph, churn } = results;
  return [
    verdictTable('our router', aims(results, flags)),
    ...(oneKey ? [followText(`One order, ${flags.sockets} sockets follow it`, oneKey)] : []),
    ...(distinctKeys
      ? [followText(`${flags.sockets} orders with one socket each, ${flags.rate} changes/s`, distinctKeys)]
      : []),
    ...(realGraph ? [realGraphText(realGraph, flags)] : []),
    ...(churn ? [churnText(churn)] : []),
  ].join('\n\n');
};

const FOLLOW_HEAD = [
  'server',
  'p50 ms',
  'p99 ms',
  'max ms',
  'CPU µs a delivery',
  'heap kB a socket',
  'resident kB a socket',
  'events wait, p99 ms',
  'waited for a core',
  'opened in s',
  'seen',
];

function followText(title: string, servers: readonly ServerRounds[]): string {
  const lines = servers.map(({ name, rounds }) => {
    const least = leastOf(rounds);
    if (!least) return [name, ...Array<string>(FOLLOW_HEAD.length - 1).fill('')];
    const { p50Ms, p99Ms, maxMs, cpuUs, heapKb, residentKb, lateMs, waited, openSeconds, expected, lost } = least;
    return [
      name,
      ...[p50Ms, p99Ms, maxMs].map(milliseconds),
      ...[cpuUs, heapKb, residentKb].map((value) => value.toFixed(1)),
      milliseconds(lateMs),
      percent(waited),
      openSeconds.toFixed(1),
      lost === 0 ? 'all' : `all but ${lost} of ${expected}`,
    ];
  });
  return `#### ${title}\n\n${markdown(FOLLOW_HEAD, lines)}${ratioText(servers)}`;
}

/** Our figures as parts of the others', in words. */
function ratioText([ours, theirs]: readonly ServerRounds[]): string {
  const [left, right] = [leastOf(ours?.rounds ?? []), leastOf(theirs?.rounds ?? [])];
  if (!left || !right) return '';
  const times = (figure: 'p50Ms' | 'p99Ms' | 'cpuUs' | 'heapKb' | 'residentKb') =>
    `${(right[figure] / left[figure]).toFixed(1)} ×`;
  return `\n\n${theirs?.name} against ${ours?.name}: p50 ${times('p50Ms')}, p99 ${times('p99Ms')}, CPU ${times('cpuUs')}, heap ${times('heapKb')}, resident ${times('residentKb')}.`;
}

function churnText({ cycles, seconds, cpuMs, points, failed, reasons }: Churn): string {
  const table = markdown(
    ['clients come and gone', 'heap MB', 'resident MB'],
    points.map(({ done, heapMb, residentMb }) => [String(done), heapMb.toFixed(1), residentMb.toFixed(0)]),
  );
  const failures = failed === 0 ? '' : ` ${failed} failed: ${reasons.join('; ')}.`;
  return `#### ${cycles} clients come, see one state and go\n\nIn ${seconds.toFixed(0)} s, ${(cycles / seconds).toFixed(0)} a second; ${cpuMs.toFixed(2)} ms CPU of the server for each.${failures}\n\n${table}`;
}
