/** Why the private PostgreSQL cannot run here, in one line a person can act on. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** A full disk reads the same wherever it was met: in our own writes, in initdb or in the server's log. */
export const asStartFailure = (fault: unknown, dir: string): unknown => {
  const { code, message = '', stderr = '' } = fault as { code?: string; message?: string; stderr?: string };
  const full = code === 'ENOSPC' || /No space left on device|Disk quota exceeded/.test(`${message} ${stderr}`);
  return full
    ? new EmbeddedPostgresError(
        `The disk is full: PostgreSQL cannot write to ${dir}. Free some space and start again.`,
        {
          cause: fault,
        },
      )
    : fault;
};
