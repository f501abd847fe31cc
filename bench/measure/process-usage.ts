import { readFileSync } from 'node:fs';
import { parseStat } from './postgres-cpu.ts';

/** CPU milliseconds (user and system, all threads) that processes have used. Linux only; exact to 10 ms for each. */
export const cpuMs = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).ownMs, 0);

/** Resident memory of processes in MB. Linux only. */
export const residentMb = (pids: readonly number[]): number => {
  const kilobytes = pids.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]));
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1_024;
};

/** What a process had of the machine while something was measured. */
export interface Usage {
  /** CPU milliseconds, user and system, of all threads. */
  readonly cpuMs: number;
  /** Of the time in which its main thread could have run, the part that it waited for a core: what other programs took. From 0 to 1. */
  readonly waited: number;
}

/** Begins to watch a process; what is returned tells what it used since. Linux only. */
export const watchUsage = (pid: number): (() => Usage) => {
  const before = { cpu: cpuMs([pid]), ...mainThread(pid) };
  return () => {
    const after = mainThread(pid);
    const [ran, waited] = [after.ranNs - before.ranNs, after.waitedNs - before.waitedNs];
    return { cpuMs: cpuMs([pid]) - before.cpu, waited: waited / Math.max(1, ran + waited) };
  };
};

/** Source: https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat */
function mainThread(pid: number): { readonly ranNs: number; readonly waitedNs: number } {
  const [ranNs = 0, waitedNs = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  return { ranNs, waitedNs };
}
