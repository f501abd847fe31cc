import { readFileSync } from 'node:fs';

/** Whether a process of this id exists, under any account. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A process by id and start: ids are given again, in containers even the same ones after each restart. */
export const processMark = (pid: number): string => `${pid} ${startTicks(pid)}`;

/** Whether the marked process still runs. */
export const markIsAlive = (mark: string): boolean => {
  const pid = Number(mark.split(' ')[0]);
  return pid > 0 && isAlive(pid) && processMark(pid) === mark;
};

/** proc(5), field 22; empty where there is no /proc. */
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
