import { cpus, loadavg } from 'node:os';

/** The machine and the moment in one sentence; taken before anything is measured. */
export const describeMachine = (postgresVersion: string, at: Date): string => {
  const [first] = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
  return `${cpus().length} cores of ${first?.model.trim() ?? 'an unknown CPU'}, Node ${process.versions.node}, PostgreSQL ${postgresVersion}, ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, load average at the start ${load}.`;
};
