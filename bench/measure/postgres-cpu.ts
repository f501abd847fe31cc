import { readdir, readFile } from 'node:fs/promises';

/** What the kernel counts in: USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** CPU of a process in milliseconds: its own, and that of its children who have ended and were waited for. */
export interface ProcessCpu {
  readonly parent: number;
  readonly ownMs: number;
  readonly endedChildrenMs: number;
}

/**
 * CPU milliseconds of a PostgreSQL server since its start: the postmaster, its living backends and workers, and the ended
 * ones. Linux only; exact to one tick (10 ms) for each process.
 */
export const postgresCpuMs = async (postmaster: number): Promise<number> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map(async (pid) => ({ pid, cpu: await processCpu(pid) })));
  let sum = 0;
  for (const { pid, cpu } of all) {
    if (!cpu) continue;
    if (pid === postmaster) sum += cpu.ownMs + cpu.endedChildrenMs;
    else if (cpu.parent === postmaster) sum += cpu.ownMs;
  }
  return sum;
};

/** Undefined when the process has ended meanwhile. */
async function processCpu(pid: number): Promise<ProcessCpu | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseStat(text);
}

/** Reads a line of /proc/<pid>/stat. Source: proc_pid_stat(5). */
export const parseStat = (text: string): ProcessCpu => {
  // The name stands in parentheses and may hold spaces and parentheses itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // The first field after the name is number 3, the state.
  const field = (number: number) => Number(fields[number - 3]);
  const [utime, stime, cutime, cstime] = [field(14), field(15), field(16), field(17)];
  return {
    parent: field(4),
    ownMs: (utime + stime) * MS_PER_TICK,
    endedChildrenMs: (cutime + cstime) * MS_PER_TICK,
  };
};
