import { readFileSync } from 'node:fs';
import { parseStat } from '../../storefront/measure/postgres-cpu.ts';

/** CPU milliseconds (user and system, all threads) that processes have used. Linux only; exact to 10 ms for each. */
export const cpuMs = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).ownMs, 0);

/** Resident memory of processes in MB. Linux only. */
export const residentMb = (pids: readonly number[]): number => {
  const kilobytes = pids.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]));
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1_024;
};
