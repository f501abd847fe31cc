import { cpus, loadavg, totalmem } from 'node:os';

/** The machine and the moment in one sentence; taken before anything is measured. */
export const describeMachine = (at: Date, { postgresVersion }: { readonly postgresVersion?: string } = {}): string => {
  const parts = [
    `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown CPU'}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node ${process.versions.node}`,
    ...(postgresVersion === undefined ? [] : [`PostgreSQL ${postgresVersion}`]),
    `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `load average at the start ${loadavg()
      .map((value) => value.toFixed(1))
      .join(', ')}`,
  ];
  return `${parts.join(', ')}.`;
};
